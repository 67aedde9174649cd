package import Diagnostics

/// What a run of the pipeline did, stage by stage: all that a report is made of.
package struct RunReport: Sendable {
    package var stack: String
    /// The (first) stack file's path as the user named it.
    package var file: String
    /// The paths of the files that change what the first one says, as the user named them.
    package var furtherFiles: [String] = []
    /// Seconds since 1970-01-01T00:00:00Z at the start of the run.
    package var startedAt: Double
    /// When checks judged certificates, if not at the moment itself.
    package var judgingTime: JudgingTime?
    package var duration: Duration
    /// What the run has gone through, in order.
    package var stages: [RunStage] = []
    package var certificates: [CertificateReport]
    /// In the order of the file.
    package var services: [ServiceReport]
    /// In the order of the file.
    package var checks: [CheckResult]
    /// What went wrong outside any one service or check.
    package var diagnostics: [Diagnostic]
    /// What the reader should know though nothing is wrong: that there is no IPv6, what an earlier run had left.
    package var notes: [String] = []
    package var exitStatus: ExitStatus

    package init(
        stack: String, file: String, startedAt: Double, duration: Duration = .zero,
        certificates: [CertificateReport] = [], services: [ServiceReport] = [], checks: [CheckResult] = [],
        diagnostics: [Diagnostic] = [], exitStatus: ExitStatus = .success
    ) {
        self.stack = stack
        self.file = file
        self.startedAt = startedAt
        self.duration = duration
        self.certificates = certificates
        self.services = services
        self.checks = checks
        self.diagnostics = diagnostics
        self.exitStatus = exitStatus
    }
}
