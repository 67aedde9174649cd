package import Diagnostics
package import StackModel

/// A run as JUnit XML, for continuous integration.
///
/// The shape is the one that Jenkins' xUnit plugin accepts (`junit-10.xsd`). A suite each for the run itself, its
/// certificates, its services and its checks; whatever kept the run from being green is a red test case in one of them.
package enum JUnitReport {
    /// - Parameter sources: the text of the stack file, by the name that locations use, for the bodies of failures.
    package static func text(_ report: RunReport, sources: [String: SourceText] = [:]) -> String {
        let reporter = TerminalReporter(style: .plain, width: 120, sources: sources)
        var suites = [
            Suite(name: "certificates", cases: report.certificates.map(certificate)),
            Suite(name: "services", cases: report.services.map { service($0, reporter: reporter) }),
            Suite(
                name: "checks", cases: report.checks.map { check($0, reporter: reporter) },
                properties: report.judgingTime.map { [("judged_at", DateText.second($0.seconds) + "Z")] } ?? []),
        ]
        suites.insert(Suite(name: "run", cases: run(report, suites: suites, reporter: reporter)), at: 0)
        suites.removeAll { $0.cases.isEmpty }

        let cases = suites.flatMap(\.cases)
        let totals = "tests=\"\(cases.count)\" \(Suite.counts(cases))"
        let time = DurationText.seconds(report.duration)
        let head = "<testsuites name=\"\(XMLText.attribute(report.stack))\" \(totals) time=\"\(time)\">"
        let body = suites.map { $0.text(timestamp: DateText.second(report.startedAt)) }
        return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + body + ["</testsuites>"])
            .joined(separator: "\n") + "\n"
    }

    /// The run's own cases: each mistake outside any one service or check, and last whatever nothing else shows.
    private static func run(_ report: RunReport, suites: [Suite], reporter: TerminalReporter) -> [TestCase] {
        let renderer = reporter.diagnosticRenderer
        var cases = report.diagnostics.map { diagnostic in
            var testCase = TestCase(suite: "run", name: renderer.line(of: diagnostic))
            if diagnostic.severity == .error {
                testCase.outcome = .error(
                    type: diagnostic.code, message: diagnostic.message,
                    body: renderer.lines(of: diagnostic).joined(separator: "\n"))
            } else {
                testCase.output = renderer.lines(of: diagnostic)
            }
            return testCase
        }
        let isRed = (suites.flatMap(\.cases) + cases).contains(where: \.isRed)
        if CheckTally(report.checks).ran == 0 {
            var testCase = TestCase(suite: "run", name: "checks ran")
            let why = report.exitStatus == .success ? "" : ": \(report.exitStatus.words)"
            testCase.outcome = .error(type: ExitStatus.noChecks.identifier, message: "no checks ran\(why)", body: "")
            cases.append(testCase)
        } else if report.exitStatus != .success, !isRed {
            var testCase = TestCase(suite: "run", name: "run")
            testCase.outcome = .error(type: report.exitStatus.identifier, message: report.exitStatus.words, body: "")
            cases.append(testCase)
        }
        return cases
    }

    private static func certificate(_ certificate: CertificateReport) -> TestCase {
        var testCase = TestCase(suite: "certificates", name: certificate.name)
        let names = certificate.names.isEmpty ? "" : certificate.names.joined(separator: ", ") + ": "
        let span = "\(DateText.minute(certificate.notBefore)) to \(DateText.minute(certificate.notAfter)) UTC"
        testCase.output = ["\(names)valid \(span), SHA-256 \(certificate.fingerprint)"]
        return testCase
    }

    private static func service(_ service: ServiceReport, reporter: TerminalReporter) -> TestCase {
        var testCase = TestCase(suite: "services", name: service.name)
        if let ready = service.readyAfter { testCase.time = ready - (service.startedAfter ?? .zero) }
        switch service.state {
        case .failed, .unhealthy:
            testCase.outcome = .error(
                type: service.state == .failed ? "service_failed" : "service_unhealthy",
                message: service.failure ?? service.state.rawValue,
                body: reporter.failure(of: service).joined(separator: "\n"))
        case .ready, .completed: break
        case .waiting, .starting, .restarting, .stopping, .stopped:
            if service.readyAfter == nil { testCase.outcome = .skipped("it never became ready") }
        }
        return testCase
    }

    /// The text in one line of a length that lists can show.
    private static func brief(_ text: String) -> String {
        DisplayWidth.cut(PrintableText.escaped(text), to: 300, ending: "...")
    }

    private static func check(_ check: CheckResult, reporter: TerminalReporter) -> TestCase {
        var testCase = TestCase(suite: "checks", name: check.name)
        testCase.time = check.duration
        let log = check.serverLog.map { LogText.of(Array($0.utf8), keepsColour: false) }
        testCase.output = check.notes.map { "note: \($0)" } + log
        switch check.verdict {
        case .passed: break
        case .skipped(let reason): testCase.outcome = .skipped(reason)
        case .failed(let mismatches):
            let first = mismatches.first.map { "\($0.subject): expected \($0.expected), got \($0.actual)" }
            testCase.outcome = .failure(
                type: mismatches.first?.subject ?? "check", message: brief(first ?? "failed"),
                body: reporter.checkDetail(check).joined(separator: "\n"))
        }
        return testCase
    }
}
