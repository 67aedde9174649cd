internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// What a reload does, or would do: a line for each service that it touches.
    package func reloadLines(_ report: ReloadReport) -> [String] {
        let names = report.changes.map { DisplayWidth.of($0.service) }.max() ?? 0
        var lines = report.changes.map { change in
            var line = StyledLine()
            line.append("  \(glyph(change.action)) ", ink(change.action))
            line.append(PrintableText.escaped(change.service), .strong, width: names)
            let isDown = report.services.contains { $0.name == change.service && $0.state == .stopped }
            line.append("  " + words(change, isDryRun: report.isDryRun, isDown: isDown))
            return line.text(style: style, width: width)
        }
        if report.changes.isEmpty, report.mistakes.isEmpty {
            lines.append("  nothing to do: what runs is what the stack file says")
        }
        return lines
    }

    private func words(_ change: ReloadReport.Change, isDryRun: Bool, isDown: Bool) -> String {
        let because =
            change.words.isEmpty ? "" : ": \(PrintableText.escaped(change.words.joined(separator: ", "))) changed"
        let verb = isDryRun ? "would be " : ""
        if let other = change.with { return verb + "restarted with \(PrintableText.escaped(other))" }
        switch change.action {
        case .added: return verb + "added"
        case .removed: return verb + "removed"
        case .restarted: return verb + "restarted" + because
        case .adjusted where isDown: return verb + "adjusted, and stays stopped" + because
        case .adjusted: return verb + "adjusted while it runs" + because
        case .started: return verb + "started again" + because
        }
    }

    private func glyph(_ action: ReloadReport.Change.Action) -> String {
        switch action {
        case .added: "+"
        case .removed: "-"
        case .restarted: style.symbol("↻", "~")
        case .adjusted: "="
        case .started: style.symbol("▸", ">")
        }
    }

    private func ink(_ action: ReloadReport.Change.Action) -> Ink {
        switch action {
        case .added, .started: .success
        case .removed: .error
        case .restarted: .warning
        case .adjusted: .note
        }
    }
}
