package import StackModel

/// A stack that is up, as it says itself that it is.
package struct RunningState: Sendable {
    /// The absolute paths of its files, in their order.
    package var files: [String]
    package var services: [ServiceReport]
    /// What its file has besides, and its run has not.
    package var absent: [String]

    package init(files: [String], services: [ServiceReport], absent: [String]) {
        self.files = files
        self.services = services
        self.absent = absent
    }
}
