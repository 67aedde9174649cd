package import Linux

/// Runs commands to their end, each below a warden of its own, so that nothing of them is left.
package final class CommandRunner: Sendable {
    private let thread: EventThread

    package init() throws(SystemError) {
        thread = try EventThread.shared()
        try Adoption.begin()
    }

    /// Runs a command. Its standard input is empty; when its main process ends, all that it has left is ended too.
    ///
    /// A status other than 0 is an outcome like any. Throws when the command could not be started, and a
    /// `CancellationError`, once all is ended, when the task was cancelled.
    ///
    /// - Parameters:
    ///   - name: for the warden: `devstack: NAME`.
    ///   - limit: how many bytes are kept of each of its two outputs.
    package func run(
        _ process: ProcessPlan, name: String, timeout: Duration, limit: Int = 1 << 20
    ) async throws -> CommandOutcome {
        let run = CommandRun(thread: thread, process: process, limit: limit)
        return try await withTaskCancellationHandler {
            try await run.begin(name: name, timeout: timeout)
            return try await run.result.value().get()
        } onCancel: {
            thread.submit { run.assumeIsolated { $0.cancel() } }
        }
    }
}
