import ArgumentParser
import Control

struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start services of a stack that is up, and what they need.",
        discussion: """
            Returns when each is as it was asked to be; status 4 when one is not.

            EXAMPLES
              devstack start worker
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (the services, as a report has them).")
    var format = ControlRun.Format.text

    @Argument(help: ArgumentHelp("Names of services.", valueName: "service"), completion: Completion.services)
    var services: [String]

    func run() async throws {
        try await finish(ControlRun(files: stack.file, format: format).carryOut(.start, of: services))
    }
}
