import Dispatch

/// Threads for tests that call what blocks: the pool that all tests share has as many as there are cores.
package final class BlockingThreads: TaskExecutor {
    private let queue = DispatchQueue(label: "blocking tests", attributes: .concurrent)
    private static let shared = BlockingThreads()

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Runs `body` on one of them.
    package static func run<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withTaskExecutorPreference(shared) { try await body() }
    }
}
