/// What the user asked for on the command line.
package struct RunOptions: Sendable {
    package enum Goal: Sendable {
        /// Bring up, check, stop.
        case check
        /// Bring up, check, stay.
        case up
    }

    /// The stack file as the user named it; `nil` means to look for it.
    package var file: String?
    package var goal: Goal
    /// Names of the checks to run; empty means all.
    package var checks: [String]
    package var reports: [ReportDestination]
    /// Whether the services' lines go to the terminal as they come.
    package var showLogs: Bool

    package init(
        file: String? = nil, goal: Goal, checks: [String] = [], reports: [ReportDestination] = [],
        showLogs: Bool = false
    ) {
        self.file = file
        self.goal = goal
        self.checks = checks
        self.reports = reports
        self.showLogs = showLogs
    }
}
