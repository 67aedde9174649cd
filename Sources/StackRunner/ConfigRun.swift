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
        let loader = StackLoader(files: files)
        var stack: Stack?
        var shown: ResolvedValue?
        if isQuiet {
            stack = loader.load(collector: &collector, sources: &sources)?.stack
        } else if let resolved = loader.resolve(collector: &collector, sources: &sources) {
            stack = resolved.stack
            shown = resolved.value.masked(by: resolved.stack.secrets)
        }
        console.know(sources: sources)
        if let stack { console.know(secrets: stack.secrets) }
        console.show(collector.diagnostics)
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
        guard stack != nil else { return .badStackFile }
        return console.isSaid ? .success : .internalFault
    }

    private func lines(of value: ResolvedValue, style: Style) -> [String] {
        let lines = YAMLLines(value).lines
        return ResolvedLines.lines(lines.map { ($0.text, showsOrigins ? $0.origin : nil) }, style: style)
    }
}
