internal import StackModel
import Supervision

/// Runs the commands of checks below wardens, as services are run.
struct CommandChecks: Sendable {
    let runner: CommandRunner

    func run(_ process: ProcessPlan, timeout: Duration) async -> StackModel.CommandOutcome {
        do {
            let outcome = try await runner.run(process, name: "check", timeout: timeout)
            let ending: StackModel.CommandOutcome.Ending =
                switch outcome.end {
                case .exited(.status(let status)): .exited(status)
                case .exited(.signal(let signal)): .signalled(signal)
                case .timedOut: .timedOut
                }
            return StackModel.CommandOutcome(ending, stdout: outcome.output, stderr: outcome.error)
        } catch let problem as SupervisionProblem {
            return StackModel.CommandOutcome(.notStarted(problem.message))
        } catch {
            return StackModel.CommandOutcome(.notStarted("\(error)"))
        }
    }
}
