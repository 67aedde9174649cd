/// What is asked of a stack that is up when it is to be what its file says now.
package struct ReloadRequest: Sendable, Equatable {
    /// Whether only to tell what would be done.
    package var isDryRun: Bool
    /// Names of services to run besides those that do, with what they need.
    package var services: [String]
    /// Profiles to run besides those that do.
    package var profiles: [String]
    /// Whether what was stopped by itself is to run again.
    package var startsStopped: Bool

    package init(
        isDryRun: Bool = false, services: [String] = [], profiles: [String] = [], startsStopped: Bool = false
    ) {
        self.isDryRun = isDryRun
        self.services = services
        self.profiles = profiles
        self.startsStopped = startsStopped
    }
}
