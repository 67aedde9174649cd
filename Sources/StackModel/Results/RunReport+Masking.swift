internal import Diagnostics

extension RunReport {
    /// The report without what must stay secret, for every reader of it.
    package func masked(by mask: SecretMask) -> RunReport {
        if mask.isEmpty { return self }
        var report = self
        report.stack = mask.masked(stack)
        report.services = services.map { $0.masked(by: mask) }
        report.checks = checks.map { $0.masked(by: mask) }
        report.diagnostics = diagnostics.map { $0.masked(by: mask) }
        report.notes = notes.map(mask.masked)
        for index in report.certificates.indices {
            if case .renewed(let why) = report.certificates[index].action {
                report.certificates[index].action = .renewed(mask.masked(why))
            }
        }
        return report
    }
}
