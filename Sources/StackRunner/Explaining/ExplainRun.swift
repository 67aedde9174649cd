internal import Diagnostics
import Reporting
package import StackModel

/// `devstack explain`: what a code means.
package struct ExplainRun: Sendable {
    private let code: String?

    /// - Parameter code: in any case; `nil` lists all of them.
    package init(code: String?) {
        self.code = code
    }

    package func run() -> ExitStatus {
        let terminal = Terminal(environment: ProcessEnvironment.variables)
        let console = Console(terminal: terminal, startedAt: .now)
        let text = ExplanationText(style: terminal.style, width: terminal.width)
        let all = Explanations.all
        guard let code else {
            console.show(lines: text.list(of: all))
            return console.isSaid ? .success : .internalFault
        }
        guard let explanation = all.first(where: { $0.code == code.uppercased() }) else {
            console.show([.unknownCode(code, nearest: Spelling.nearest(to: code, in: all.map(\.code)))])
            return .badCommandLine
        }
        console.show(lines: text.lines(of: explanation))
        return console.isSaid ? .success : .internalFault
    }
}
