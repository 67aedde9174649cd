package import Diagnostics
package import StackModel

/// Mistakes and failures as annotations of GitHub Actions: a workflow command a line, on standard output.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
package enum GitHubAnnotations {
    /// An annotation shows some lines; what is longer is in the log and in the reports.
    private static let longest = 1_000

    package static func lines(of diagnostics: [Diagnostic]) -> [String] {
        diagnostics.map { diagnostic in
            var rows = [diagnostic.message]
            if let remedy = diagnostic.remedy { rows.append("help: " + remedy) }
            for note in diagnostic.notes {
                rows.append("note: " + note.message + (note.location.map { " (\($0))" } ?? ""))
            }
            return command(
                diagnostic.severity.rawValue, at: diagnostic.location, title: diagnostic.code, rows: rows)
        }
    }

    /// An annotation for each service that failed, and for each expectation of a check that was not met.
    ///
    /// - Parameter services: where each service stands in the stack file.
    package static func lines(of report: RunReport, services: [String: SourceLocation]) -> [String] {
        let failures = report.services.filter(\.state.isRed).map { service in
            command(
                "error", at: services[service.name], title: "service \(service.name)",
                rows: [service.failure ?? "it failed"] + (service.remedy.map { ["help: " + $0] } ?? [])
                    + service.lastLines)
        }
        let mismatches = report.checks.flatMap { check -> [String] in
            guard case .failed(let mismatches) = check.verdict else { return [] }
            return mismatches.map { mismatch in
                command(
                    "error", at: mismatch.location, title: "check \(check.name)",
                    rows: [mismatch.subject, "expected \(mismatch.expected)", "got \(mismatch.actual)"]
                        + (mismatch.explanation.map { [$0] } ?? []))
            }
        }
        return failures + mismatches
    }

    private static func command(
        _ name: String, at location: SourceLocation?, title: String, rows: [String]
    ) -> String {
        var properties: [String] = []
        if let location {
            properties += [
                "file=\(property(location.file))", "line=\(location.line)", "col=\(location.column)",
            ]
        }
        properties.append("title=\(property(title))")
        let message = rows.flatMap(TextLines.of).map(PrintableText.escaped).joined(separator: "\n")
        let cut = message.count > longest ? message.prefix(longest) + "..." : message
        return "::\(name) \(properties.joined(separator: ","))::\(data(cut))"
    }

    /// A message: the per cent sign and line breaks are escaped.
    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// A property's value: colon and comma end it, and are escaped as well.
    private static func property(_ text: String) -> String {
        data(PrintableText.escaped(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
