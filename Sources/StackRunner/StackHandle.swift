package import StackModel
import Supervision

/// A stack that is up, for whoever asks it from outside.
package struct StackHandle: Sendable {
    package let name: String
    /// The absolute path of the (first) stack file.
    package let file: String
    package let stateDirectory: String
    private let supervisor: Supervisor
    private let secrets: SecretMask
    private let isStopped: Occurrence<Void>

    /// - Parameter isStopped: happens when the stack is asked to stop.
    init(_ stack: Stack, supervisor: Supervisor, isStopped: Occurrence<Void>) {
        name = stack.name
        file = stack.file
        stateDirectory = stack.stateDirectory
        secrets = stack.secrets
        self.supervisor = supervisor
        self.isStopped = isStopped
    }

    /// How far each service is.
    package var services: [ServiceReport] { supervisor.reports().map { $0.masked(by: secrets) } }

    /// Returns when the service is as it was asked to be, or has failed.
    ///
    /// - Returns: `nil` when there is no such service.
    package func carryOut(_ request: ServiceRequest, of name: String) async -> ServiceReport? {
        guard let index = supervisor.reports().firstIndex(where: { $0.name == name }) else { return nil }
        return await supervisor.carryOut(request, of: index).masked(by: secrets)
    }

    /// What its services have written, as it is asked for.
    package func logs(_ request: LogRequest) -> LogStream {
        LogStream(
            folder: stateDirectory + "/logs", names: supervisor.reports().map(\.name), request: request, style: .plain)
    }

    /// Stops it all, and returns when nothing runs any more.
    package func stop() async {
        isStopped.happen(())
        supervisor.requestStop()
        await supervisor.whenFinished()
    }
}
