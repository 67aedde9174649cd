package import Reporting
package import StackModel

/// What the user asked for on the command line.
package struct RunOptions: Sendable {
    package enum Goal: Sendable {
        /// Bring up, check, stop.
        case check
        /// Bring up, check, stay.
        case up
    }

    package typealias Alternative = @Sendable () async -> ExitStatus

    /// The stack files as the user named them, in the order in which they are merged; none means to look for one.
    package var files: [String]
    package var goal: Goal
    /// Names of the checks to run; empty means all.
    package var checks: [String]
    /// Names of the services to run, with what they need; empty means all that no profile holds back.
    package var services: [String]
    package var profiles: [String]
    package var reports: [ReportDestination]
    /// Whether the services' lines go to the terminal as they come.
    package var showLogs: Bool
    /// How this stack is, when it is up already: only its checks are made, and nothing is started.
    package var running: RunningState?
    /// What is done when another devstack turns out to run the stack: waits until that one can be asked, and gives what is
    /// to be done in place of this run; `nil` when it does not answer.
    package var elsewhere: (@Sendable () async -> Alternative?)?
    /// Its lines, when they are to be shown after the checks.
    package var view: JoinedView?
    /// Whether every port gets a number of this run's own: `--ports auto`.
    package var movesPorts = false
    /// Whether another devstack waits for this one's word that the stack is up.
    package var isDetached = false
    /// How mistakes and failed checks are shown.
    package var format: OutputFormat
    /// When checks judge certificates, if not at the moment itself.
    package var judgingTime: JudgingTime?

    package init(
        files: [String] = [], goal: Goal, checks: [String] = [], services: [String] = [],
        profiles: [String] = [], reports: [ReportDestination] = [],
        showLogs: Bool = false, format: OutputFormat = .text, judgingTime: JudgingTime? = nil
    ) {
        self.files = files
        self.goal = goal
        self.checks = checks
        self.services = services
        self.profiles = profiles
        self.reports = reports
        self.showLogs = showLogs
        self.format = format
        self.judgingTime = judgingTime
    }
}
