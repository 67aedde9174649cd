internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// What the rules say of a chain: who refuses it, the chain itself, and each finding with its source and remedy.
    package func lintLines(_ report: LintReport) -> [String] {
        let refusing = report.profiles.filter { profile in
            report.findings.contains { $0.severity == .error && $0.profiles.contains(profile) }
        }
        let isGood = refusing.isEmpty
        let mark = isGood ? style.symbol("✓", "pass") : style.symbol("✗", "FAIL")
        let asked = report.host.map { " as \(PrintableText.escaped($0))" } ?? ""
        let title = "\(mark) \(path(report.target))\(asked)"
        let kind = report.isOfAuthorities ? "authorities alone, and no server's certificate: " : ""
        let words = kind + (isGood ? "accepted by " + Self.list(report.profiles) : "refused by " + Self.list(refusing))
        var lines = [style.paint(title, isGood ? .success : .error)]
        lines += rows(words, width: width - 2, limit: 4).map { "  " + $0 }
        if report.findings.isEmpty { return lines }
        var marks = ChainMarks(sentCount: report.sentCount)
        for finding in report.findings where finding.severity == .error {
            if let certificate = finding.certificate { marks.broken[certificate, default: []].append(finding.rule) }
        }
        lines += [""] + labelled("chain", chainRows(report.chain, marks: marks))
        for finding in report.findings { lines += [""] + findingLines(finding) }
        return lines
    }

    private func findingLines(_ finding: ChainFinding) -> [String] {
        let isError = finding.severity == .error
        let ink: Ink = isError ? .error : .note
        let who = isError ? " (\(Self.list(finding.profiles)))" : ""
        return labelled(
            isError ? "error" : "notice",
            [style.paint(finding.rule, .strong) + who] + rows(finding.message, width: labelledWidth, limit: 4), ink)
            + labelled("source", rows(finding.source, width: labelledWidth, limit: 6).map { style.paint($0, .faint) })
            + labelled(
                "fix", rows(finding.remedy, width: labelledWidth, limit: 4).map { style.paint($0, .help) }, .help)
    }

    private static func list(_ profiles: [ChainProfile]) -> String {
        profiles == ChainProfile.allCases
            ? "all: " + profiles.map(\.rawValue).joined(separator: ", ")
            : profiles.map(\.rawValue).joined(separator: ", ")
    }
}
