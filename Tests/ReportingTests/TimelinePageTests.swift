import Reporting
import StackModel
import Testing

@Suite struct TimelinePageTests {
    @Test func golden() throws {
        try Golden.expect(TimelinePage.text(Sample.timed), in: "timeline.html")
    }

    /// A name can neither be markup nor end the script's data.
    @Test func namesAreText() {
        let page = TimelinePage.text(Sample.timed)
        #expect(!page.contains("<b>web") && !page.contains("</script><b>"))
        #expect(page.contains("&lt;/script&gt;&lt;b&gt;web"))
        #expect(page.contains("\"name\":\"\\u003c/script>\\u003cb>web\""))
        #expect(page.contains("<th scope=\"row\">a &amp; b</th>"))
        #expect(page.components(of: "</script>") == 2)
    }

    /// Nothing in it is fetched, and the browser is told not to.
    @Test func itNeedsNoNetwork() {
        let page = TimelinePage.text(Sample.report(services: [], checks: []))
        #expect(page.contains("default-src 'none'"))
        for word in ["src=", "href=", "url(", "@import", "import(", "fetch(", "XMLHttpRequest"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func controlCharactersAreShownAndNotSent() {
        var report = Sample.timed
        report.services[0].name = "a\u{1B}[2Jb"
        #expect(!TimelinePage.text(report).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func aRunThatFailedSaysWhy() {
        let page = TimelinePage.text(
            Sample.report(services: [Sample.failedService], checks: [], exitStatus: .serviceFailed))
        #expect(page.contains("<li>greeter: it ended with status 1 before it was ready</li>"))
        #expect(!page.contains("up after"))
    }
}

extension String {
    fileprivate func components(of word: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: word) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
