package import StackModel

/// How many checks came to which verdict.
package struct CheckTally: Sendable, Equatable {
    package var passed = 0
    package var failed = 0
    package var skipped = 0

    package init(_ checks: [CheckResult]) {
        for check in checks {
            switch check.verdict {
            case .passed: passed += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            }
        }
    }

    package var total: Int { passed + failed + skipped }
    /// Those that came to a verdict.
    package var ran: Int { passed + failed }
}
