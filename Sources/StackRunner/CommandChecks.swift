internal import StackModel
import Supervision

/// Runs the commands of checks below wardens, as services are run.
struct CommandChecks: Sendable {
    let runner: CommandRunner

    func run(_ process: ProcessPlan, timeout: Duration) async -> CommandOutcome {
        do {
            return try await runner.run(process, name: "check", timeout: timeout)
        } catch {
            return CommandOutcome(.notStarted("it was given up before it had ended"))
        }
    }
}
