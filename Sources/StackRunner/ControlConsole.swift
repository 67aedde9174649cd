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
        for service in services where service.state.isRed { lines += [""] + reporter.failure(of: service) }
        console.show(lines: lines)
        console.show(document: document)
    }

    package func complain(_ message: String, remedy: String? = nil) {
        console.complain([.unreachableStack(message, remedy: remedy)])
    }
}
