package import StackModel
import Supervision

/// A stack that is up, for whoever asks it from outside.
package struct StackHandle: Sendable {
    /// The absolute path of the (first) stack file.
    package let file: String
    package let stateDirectory: String
    private let parts: SessionParts
    private let reloading: StackReload

    init(_ parts: SessionParts, reloading: StackReload) {
        let stack = parts.current.stack
        file = stack.file
        stateDirectory = stack.stateDirectory
        self.parts = parts
        self.reloading = reloading
    }

    /// The absolute paths of the stack files after the first.
    package var furtherFiles: [String] { parts.current.stack.furtherFiles }

    /// What the stack file has besides the services of this run.
    package var absent: [AbsentService] { parts.current.stack.absent }

    package var name: String { parts.current.stack.name }

    /// How far each service is.
    package var services: [ServiceReport] {
        parts.supervisor.reports().map { $0.masked(by: parts.current.secrets) }
    }

    /// Returns when no service is about to become anything else, or the stack has ended.
    package func settled() async { await parts.supervisor.whenSettled() }

    /// Returns when the service is as it was asked to be, or has failed.
    ///
    /// - Returns: the service, and those that were started again with it; `nil` when there is no such service.
    package func carryOut(
        _ request: ServiceRequest, of name: String
    ) async -> (service: ServiceReport, restartedWith: [ServiceReport])? {
        let others = request == .restart ? await parts.supervisor.restartedWith(name) : []
        guard let report = await parts.supervisor.carryOut(request, of: name) else { return nil }
        return (report.masked(by: parts.current.secrets), services.filter { others.contains($0.name) })
    }

    /// Makes the stack what its file says now, and returns when all that this touches has come to rest.
    package func reload(_ request: ReloadRequest) async -> ReloadReport {
        await reloading.reload(request)
    }

    /// What its services have written, as it is asked for.
    package func logs(_ request: LogRequest) -> LogStream {
        LogStream(
            folder: stateDirectory + "/logs", names: services.map(\.name), request: request, style: .plain)
    }

    /// Stops it all, and returns when nothing runs any more.
    package func stop() async {
        parts.isStopped.happen(())
        parts.supervisor.requestStop()
        await parts.supervisor.whenFinished()
    }
}
