import Diagnostics
import Reporting
import StackModel
import Testing

import enum StackModel.ExitStatus

@Suite struct TerminalSummaryTests {
    let plain = TerminalReporter(sources: [Sample.file: Sample.source])

    func summary(_ checks: [CheckResult], _ status: ExitStatus, services: [ServiceReport] = []) -> [String] {
        plain.summary(of: Sample.report(services: services, checks: checks, exitStatus: status))
    }

    @Test func greenIsOneLine() {
        #expect(summary([Sample.passed], .success) == ["1 check passed in 31 ms"])
        #expect(
            summary(Array(repeating: Sample.passed, count: 8) + [Sample.skipped], .success)
                == ["8 checks passed, 1 skipped in 31 ms"])
    }

    @Test func redSaysWhatToDoNext() {
        #expect(
            summary([Sample.wrongStatus, Sample.passed], .checkFailed) == [
                "1 of 2 checks failed in 31 ms",
                "next: devstack check 'motto over verified TLS' runs the first red check alone",
            ])
    }

    @Test func aNameIsQuotedForTheShell() {
        var check = Sample.wrongStatus
        check.name = "it's red"
        #expect(
            summary([check, Sample.passed], .checkFailed).last?.contains(#"devstack check 'it'\''s red' runs"#) == true)
    }

    @Test func theNextStepNamesTheFileThatWouldNotBeFound() {
        var report = Sample.report(checks: [Sample.wrongStatus, Sample.passed], exitStatus: .checkFailed)
        report.file = "stacks/my birds.yaml"
        #expect(plain.summary(of: report).last?.contains("check --file 'stacks/my birds.yaml' 'motto") == true)
    }

    @Test func theOnlyCheckIsNotOfferedAlone() {
        #expect(summary([Sample.wrongStatus], .checkFailed) == ["1 of 1 check failed in 31 ms"])
    }

    @Test func noChecksIsNeverGreen() {
        #expect(
            summary([], .noChecks) == [
                "no checks ran in 31 ms", "next: write what a client must see under `checks` in devstack.yaml",
            ])
        #expect(summary([Sample.skipped], .noChecks).first == "no checks ran, 1 skipped in 31 ms")
        let coloured = TerminalReporter(style: .ansi).summary(of: Sample.report(checks: []))
        #expect(coloured.first?.hasPrefix("\u{1B}[1;33mno checks ran") == true)
    }

    @Test func aServiceThatDiesAfterGreenChecksIsRed() {
        let report = Sample.report(services: [Sample.failedService], exitStatus: .serviceFailed)
        let lines = TerminalReporter(style: .ansi).summary(of: report)
        #expect(lines.first?.hasPrefix("\u{1B}[1;31m1 check passed") == true)
        #expect(
            plain.summary(of: report) == [
                "1 check passed in 31 ms: greeter failed", "next: .devstack/logs has all that greeter said",
            ])
        let two = summary([], .serviceFailed, services: [Sample.failedService, Sample.failedService])
        #expect(two.first == "no checks ran in 31 ms: greeter and 1 other failed")
    }

    @Test(arguments: ExitStatus.allCases.filter { $0 != .success })
    func nothingButSuccessIsGreen(status: ExitStatus) {
        let lines = TerminalReporter(style: .ansi).summary(of: Sample.report(exitStatus: status))
        #expect(lines.first?.hasPrefix("\u{1B}[1;31m") == true)
    }

    @Test func aStackThatStaysSaysWhereItIs() {
        #expect(
            plain.summary(of: Sample.report(), stay: .here) == [
                "1 check passed in 31 ms", "next: open https://localhost:1443", "next: Ctrl-C stops the stack",
            ])
    }

    @Test func theConclusionHoldsEverything() {
        let diagnostic = Diagnostic(.error, "E012", "`prot` is not a key", at: Sample.at(4, 5, 4))
        let report = Sample.report(
            services: [Sample.failedService], checks: [Sample.passed, Sample.skipped], diagnostics: [diagnostic],
            exitStatus: .serviceFailed)
        #expect(
            plain.conclusion(of: report) == """
                devstack.yaml:4:5: error[E012]: `prot` is not a key
                  |
                4 |     port: 1443
                  |     ^^^^

                greeter failed
                  why       it ended with status 1 before it was ready
                  help      Run `python3 greeter.py` by hand.
                  said      Traceback (most recent call last):
                            ModuleNotFoundError: No module named 'greet'

                  pass birds of one year           3.1 ms
                  skip the wrong name is refused  skipped: `site` failed

                1 check passed, 1 skipped in 31 ms: greeter failed
                next: .devstack/logs has all that greeter said

                """)
    }

    @Test func aGreenConclusionIsShort() {
        #expect(
            plain.conclusion(of: Sample.report()) == """
                  pass birds of one year   3.1 ms

                1 check passed in 31 ms

                """)
    }
}
