extension CheckResult {
    package func masked(by mask: SecretMask) -> CheckResult {
        if mask.isEmpty { return self }
        var result = self
        switch verdict {
        case .passed: break
        case .failed(let mismatches): result.verdict = .failed(mismatches.map { $0.masked(by: mask) })
        case .skipped(let reason): result.verdict = .skipped(mask.masked(reason))
        }
        result.exchange = exchange?.masked(by: mask)
        result.notes = notes.map(mask.masked)
        result.serverLog = serverLog.map(mask.masked)
        return result
    }
}

extension Mismatch {
    fileprivate func masked(by mask: SecretMask) -> Mismatch {
        Mismatch(
            location: location, subject: mask.masked(subject), expected: mask.masked(expected),
            actual: mask.masked(actual), explanation: explanation.map(mask.masked))
    }
}
