import ArgumentParser
import Control

struct DownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "down", abstract: "Stop a stack that is up, wherever it was started.",
        discussion: """
            Every service is stopped as it asks to be; returns when nothing of the stack runs any more. Status 0
            also when nothing was up.

            EXAMPLES
              devstack down
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (one document).")
    var format = ControlRun.Format.text

    func run() async throws {
        try await finish(ControlRun(files: stack.file, format: format).down())
    }
}
