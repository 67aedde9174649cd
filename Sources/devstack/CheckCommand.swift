import ArgumentParser
import Control
import Reporting
import StackRunner

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Bring the stack up, run its checks, stop it, and say pass or fail by the exit status.",
        discussion: """
            A stack that is up already, or being started, is checked as it is: nothing is started or stopped.

            EXAMPLES
              devstack check
              devstack check 'birds of one year' 'a missing page'
              devstack check --report junit=report.xml --report json=report.json
              devstack check --format github     mistakes and failed checks as annotations
              devstack check --at +400d          would the certificates be good then?
              devstack check --ports auto        on free ports, beside another checkout that is up
              devstack check --file examples/devstack.yaml
            """)

    @OptionGroup var stack: StackOptions
    @OptionGroup var reports: ReportOptions
    @OptionGroup var judging: JudgingTimeOption

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var ports: PortOptions

    @Flag(help: "Show every line that the services write, not only those of services that failed.")
    var logs = false

    @Option(
        help: "How to show it: text, json (the report, alone on standard output), or github (text, and annotations).")
    var format = OutputFormat.text

    @Argument(
        help: ArgumentHelp("Names of checks to run; without any, all of them.", valueName: "name"),
        completion: Completion.checks)
    var checks: [String] = []

    func run() async throws {
        var options = RunOptions(
            files: stack.file, goal: .check, checks: checks, profiles: selection.profile, reports: reports.destinations,
            showLogs: logs,
            format: format, judgingTime: judging.at)
        options.movesPorts = ports.movesAll
        do throws(StackAbsence) {
            options.running = try await RunningStack.answering(files: stack.file)?.settledState()
        } catch {
            // A mistake in the command line or the file, or a stack that starts, is met below.
            if case .otherFile = error {
                error.complain()
                return try finish(error.exitStatus)
            }
        }
        options.elsewhere = { [options, files = stack.file] in
            guard let running = await RunningStack.awaited(files: files) else { return nil }
            return {
                var options = options
                options.running = await running.settledState()
                return await StackRun(options: options).run(stopSignals: StopSignals())
            }
        }
        try await finish(StackRun(options: options).run(stopSignals: StopSignals()))
    }
}
