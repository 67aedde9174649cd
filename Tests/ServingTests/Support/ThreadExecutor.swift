import Glibc

/// Runs each job of a task on a thread of its own, so that a test may block it without holding up anybody else's.
final class ThreadExecutor: TaskExecutor {
    static let shared = ThreadExecutor()

    private final class Box: Sendable {
        let job: UnownedJob

        init(_ job: UnownedJob) {
            self.job = job
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(UnownedJob(job)))
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
                box.job.runSynchronously(on: ThreadExecutor.shared.asUnownedTaskExecutor())
                return nil
            }, box.toOpaque())
        guard code == 0 else { fatalError("pthread_create: \(code)") }
        pthread_detach(thread)
    }
}
