internal import Diagnostics
package import Reporting
import StackFile
package import StackModel

/// `devstack config`: the stack file, read and checked, and the stack that it makes.
package struct ConfigRun: Sendable {
    private let files: [String]
    private let format: OutputFormat
    private let showsOrigins: Bool
    private let isQuiet: Bool

    /// - Parameters:
    ///   - showsOrigins: Whether each value is shown with where it comes from.
    ///   - isQuiet: Whether only mistakes are shown.
    package init(files: [String], format: OutputFormat = .text, showsOrigins: Bool = false, isQuiet: Bool = false) {
        self.files = files
        self.format = format
        self.showsOrigins = showsOrigins
        self.isQuiet = isQuiet
    }

    package func run() -> ExitStatus {
        let console = Console(format: format)
        var collector = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        let resolved = StackLoader(files: files).resolve(collector: &collector, sources: &sources)
        console.know(sources: sources)
        if let resolved { console.know(secrets: resolved.stack.secrets) }
        console.show(collector.diagnostics)
        let shown = isQuiet ? nil : resolved.map { $0.value.masked(by: $0.stack.secrets) }
        switch format {
        case .text: if let shown { console.show(lines: lines(of: shown, style: console.terminal.style)) }
        case .json:
            console.show(
                document: .object([
                    JSONValue.Member("diagnostics", JSONReport.value(of: collector.diagnostics)),
                    JSONValue.Member("stack", shown?.json(showsOrigins: showsOrigins) ?? .null),
                ]))
        case .github: break
        }
        guard resolved != nil else { return .badStackFile }
        return console.isSaid ? .success : .internalFault
    }

    private func lines(of value: ResolvedValue, style: Style) -> [String] {
        let lines = YAMLLines(value).lines
        return ResolvedLines.lines(lines.map { ($0.text, showsOrigins ? $0.origin : nil) }, style: style)
    }
}
