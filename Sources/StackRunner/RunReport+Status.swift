internal import StackModel

extension RunReport {
    /// What follows from the checks: the first cause in the order of the pipeline wins.
    ///
    /// - Parameter needsChecks: whether a run without any is no success.
    mutating func settleStatus(needsChecks: Bool) {
        guard exitStatus == .success else { return }
        let ran = checks.filter { if case .skipped = $0.verdict { false } else { true } }
        let failed = ran.contains { if case .failed = $0.verdict { true } else { false } }
        if failed {
            exitStatus = .checkFailed
        } else if ran.isEmpty, needsChecks {
            exitStatus = .noChecks
        }
    }
}
