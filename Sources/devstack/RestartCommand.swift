import ArgumentParser
import Control

struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Restart services of a stack that is up, and what asks to be restarted with them.",
        discussion: """
            Returns when each is as it was asked to be; status 4 when one is not.

            EXAMPLES
              devstack restart api
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (the services, as a report has them).")
    var format = ControlRun.Format.text

    @Argument(help: ArgumentHelp("Names of services.", valueName: "service"), completion: Completion.services)
    var services: [String]

    func run() async throws {
        try await finish(ControlRun(files: stack.file, format: format).carryOut(.restart, of: services))
    }
}
