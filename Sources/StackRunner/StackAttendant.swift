package import StackModel

/// Somebody who is told of a stack that is up.
package protocol StackAttendant: Sendable {
    /// The stack has its lock, and its services are about to be started.
    ///
    /// - Returns: what the user should know.
    func attend(_ stack: StackHandle) async -> String?

    /// Nothing of it runs any more, and its reports are written.
    ///
    /// - Parameter status: the run's own.
    func leave(_ status: ExitStatus) async
}
