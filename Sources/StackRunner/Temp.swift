import Supervision
internal import StackModel
struct CommandRunner: Sendable { 
  func run(_ p: ProcessPlan, timeout: Duration) async -> StackModel.CommandOutcome { .init(.timedOut) }
}
