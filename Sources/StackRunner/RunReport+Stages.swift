internal import StackModel

extension RunReport {
    /// Notes a stage that began with the end of the one before.
    mutating func enter(_ kind: RunStage.Kind, at end: Duration) {
        stages.append(RunStage(kind, from: stages.last?.to ?? .zero, to: end))
    }
}
