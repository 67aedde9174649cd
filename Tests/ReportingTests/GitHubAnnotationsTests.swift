import Diagnostics
import StackModel
import Testing

@testable import Reporting

/// Workflow commands of GitHub Actions.
@Suite struct GitHubAnnotationsTests {
    private let place = SourceLocation(file: "stacks/a,b:c.yaml", line: 3, column: 5, length: 6)

    @Test func mistakeHasItsPlaceItsCodeAndItsRemedy() {
        let diagnostic = Diagnostic(
            "E030", "`comand` is 100% wrong", at: place, remedy: "Did you mean `command`?",
            notes: [Diagnostic.Note("the first, here: it", at: place), Diagnostic.Note("no place")])
        #expect(
            GitHubAnnotations.lines(of: [diagnostic]) == [
                "::error file=stacks/a%2Cb%3Ac.yaml,line=3,col=5,title=E030::`comand` is 100%25 wrong"
                    + "%0Ahelp: Did you mean `command`?%0Anote: the first, here: it (stacks/a,b:c.yaml:3:5)"
                    + "%0Anote: no place"
            ])
    }

    @Test func warningWithoutAPlace() {
        let lines = GitHubAnnotations.lines(of: [Diagnostic(.warning, "C009", "it ends soon")])
        #expect(lines == ["::warning title=C009::it ends soon"])
    }

    @Test func nothingFromElsewhereCanBeginACommand() {
        let diagnostic = Diagnostic("E030", "a\r\n::stop-commands::x\u{1B}[31m")
        #expect(GitHubAnnotations.lines(of: [diagnostic]) == ["::error title=E030::a%0A::stop-commands::x\\x1B[31m"])
    }

    @Test func failedChecksAndServicesAreAnnotated() {
        let mismatch = Mismatch(
            location: place, subject: "status", expected: "200", actual: "404", explanation: "there is no such page")
        var report = RunReport(stack: "birds", file: "devstack.yaml", startedAt: 0)
        report.services = [
            ServiceReport(name: "api", state: .failed, failure: "it exited with 3", remedy: "see its log"),
            ServiceReport(name: "web", state: .ready),
        ]
        report.checks = [
            CheckResult(name: "good", location: place, verdict: .passed, duration: .zero),
            CheckResult(name: "the page", location: place, verdict: .failed([mismatch]), duration: .zero),
        ]
        let service = SourceLocation(file: "devstack.yaml", line: 9, column: 3)
        #expect(
            GitHubAnnotations.lines(of: report, services: ["api": service]) == [
                "::error file=devstack.yaml,line=9,col=3,title=service api::it exited with 3%0Ahelp: see its log",
                "::error file=stacks/a%2Cb%3Ac.yaml,line=3,col=5,title=check the page::status%0Aexpected 200"
                    + "%0Agot 404%0Athere is no such page",
            ])
    }

    @Test func aLongMessageIsCut() {
        let line = GitHubAnnotations.lines(of: [Diagnostic("E030", String(repeating: "%", count: 5_000))])[0]
        #expect(line.hasSuffix("%25..."))
        #expect(line.utf8.count < 3_100)
    }
}
