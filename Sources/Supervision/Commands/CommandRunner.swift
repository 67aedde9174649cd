package import Linux
package import StackModel

/// Runs commands to their end, each below a warden of its own, so that nothing of them is left.
package final class CommandRunner: Sendable {
    private let thread: EventThread
    private let mark: RunMark

    /// - Parameter mark: the run's, by which the next one finds what a killed one has left of a command.
    package init(mark: RunMark) throws(SystemError) {
        self.mark = mark
        thread = try EventThread.shared()
        try Adoption.begin()
    }

    /// Runs a command. Its standard input is empty; when its main process ends, all that it has left is ended too.
    ///
    /// A status other than 0 is an outcome like any, and so is a program that cannot be started. Throws once all is
    /// ended, when the task was cancelled.
    ///
    /// - Parameters:
    ///   - name: for the warden: `devstack: NAME`.
    ///   - limit: how many bytes are kept of each of its two outputs.
    package func run(
        _ process: ProcessPlan, name: String, timeout: Duration, limit: Int = CommandOutcome.bytesKept
    ) async throws(CancellationError) -> CommandOutcome {
        let run = CommandRun(thread: thread, process: process, limit: limit, mark: mark)
        let result =
            await withTaskCancellationHandler {
                do {
                    try await run.begin(name: name, timeout: timeout)
                } catch let problem as SystemError {
                    return .success(CommandOutcome(.notStarted("no process could be made for it: \(problem)")))
                } catch {
                    return .failure(CancellationError())
                }
                return await run.result.value()
            } onCancel: {
                thread.submit { run.assumeIsolated { $0.cancel() } }
            } as Result<CommandOutcome, CancellationError>
        return try result.get()
    }
}
