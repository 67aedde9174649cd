import ArgumentParser
import Reporting
import StackRunner

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Bring the stack up, run its checks once, and stay until Ctrl-C or until a service dies.",
        discussion: """
            The first Ctrl-C stops every service as it asks to be stopped (stop_signal, stop_grace_period); the second
            ends them at once.

            EXAMPLES
              devstack up
              devstack up api                   this service, and what it needs
              devstack up --profile debug       those of a profile as well
              devstack up --file examples/devstack.yaml
            """)

    @OptionGroup var stack: StackOptions
    @OptionGroup var reports: ReportOptions

    @OptionGroup var selection: SelectionOptions

    @Argument(
        help: ArgumentHelp(
            "Names of services to run, with what they need; without any, all that no profile holds back.",
            valueName: "service"), completion: Completion.services)
    var services: [String] = []

    @Option(help: "How to show mistakes and failed checks: text, or github (text, and annotations).")
    var format = OutputFormat.text

    func validate() throws {
        guard format != .json else {
            throw ValidationError("up stays, and so has no one document to print: write --report json=FILE")
        }
    }

    func run() async throws {
        let options = RunOptions(
            files: stack.file, goal: .up, services: services, profiles: selection.profile,
            reports: reports.report, showLogs: true,
            format: format)
        try await finish(StackRun(options: options).run(stopSignals: StopSignals()))
    }
}
