internal import Diagnostics
internal import Reporting
package import StackModel

/// The terminal of a command that asks a stack which is up.
package struct ControlConsole: Sendable {
    private let console: Console

    /// - Parameter showsDocument: whether the answer is one JSON document, and no text.
    package init(showsDocument: Bool) {
        console = Console(format: showsDocument ? .json : .text)
    }

    /// Shows services, in text or as the document.
    package func show(_ services: [ServiceReport], heading: String, document: JSONValue) {
        let reporter = console.reporter
        var lines = [heading] + reporter.serviceLines(services, elapsed: .zero)
        for service in services where service.state == .failed { lines += [""] + reporter.failure(of: service) }
        console.show(lines: lines)
        console.show(document: document)
    }

    /// Shows what a reload did, or would do; its mistakes go to standard error.
    package func show(_ report: ReloadReport, heading: String, document: JSONValue) {
        let reporter = console.reporter
        var lines = [heading] + report.notes.map { reporter.note($0) } + reporter.reloadLines(report)
        let touched = Set(report.changes.map(\.service))
        let down = report.services.filter { touched.contains($0.name) && $0.isDown }
        if !report.isDryRun {
            for service in down { lines += [""] + reporter.failure(of: service) }
        }
        console.show(lines: lines)
        console.show(mistakes: report.mistakes)
        console.show(document: document)
    }

    package func show(document: JSONValue) {
        console.show(document: document)
    }

    package func complain(_ message: String, remedy: String? = nil) {
        console.complain([.unreachableStack(message, remedy: remedy)])
    }
}
