package import StackModel

/// A stack that is up, as it says itself that it is.
package struct RunningState: Sendable {
    package var services: [ServiceReport]
    /// What its file has besides, and its run has not.
    package var absent: [String]

    package init(services: [ServiceReport], absent: [String]) {
        self.services = services
        self.absent = absent
    }
}
