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

    init(_ stack: Stack, supervisor: Supervisor) {
        name = stack.name
        file = stack.file
        stateDirectory = stack.stateDirectory
        secrets = stack.secrets
        self.supervisor = supervisor
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

    /// Stops it all, and returns when nothing runs any more.
    package func stop() async {
        supervisor.requestStop()
        await supervisor.whenFinished()
    }
}
