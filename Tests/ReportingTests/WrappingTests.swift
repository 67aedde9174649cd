import Reporting
import StackModel
import Testing

@Suite struct WrappingTests {
    /// The words of a failed service's report at this width.
    private func words(_ failure: String, width: Int) -> [Substring] {
        let report = ServiceReport(name: "web", state: .failed, failure: failure)
        let text = TerminalReporter(width: width).failure(of: report).joined(separator: "\n")
        return text.split { $0 == " " || $0 == "\n" }
    }

    @Test(arguments: [44, 50, 63, 80, 200]) func wordsStayWhole(width: Int) {
        let sentence = "it should listen on 127.0.0.1:21032, but /usr/lib/python3/dist-packages listens on 9001"
        let rows = words(sentence, width: width)
        for word in sentence.split(separator: " ") { #expect(rows.contains(word), "\(word) at width \(width)") }
    }

    @Test func aWordThatIsWiderThanARowIsCut() {
        let long = String(repeating: "x", count: 70)
        #expect(words(long, width: 42).filter { $0.allSatisfy { $0 == "x" } }.map(\.count) == [30, 30, 10])
    }
}
