internal import Diagnostics
internal import Reporting
package import StackModel

/// `devstack explain`: what a code means.
package struct ExplainRun: Sendable {
    private let code: String?

    /// - Parameter code: in any case; `nil` lists all of them.
    package init(code: String?) {
        self.code = code
    }

    package func run() -> ExitStatus {
        let console = Console()
        let text = ExplanationText(style: console.terminal.style, width: console.terminal.width)
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
