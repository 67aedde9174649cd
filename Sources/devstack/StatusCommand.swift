import ArgumentParser
import Control

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how far each service is of a stack that is up.",
        discussion: """
            Status 0 when all are as they should be, 4 when one is not, or the stack is not up.

            EXAMPLES
              devstack status
              devstack status --format json | jq '.services[] | {name, state}'
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (one document).")
    var format = ControlRun.Format.text

    func run() async throws {
        try await finish(ControlRun(files: stack.file, format: format).status())
    }
}

extension ControlRun.Format: ExpressibleByArgument {}
