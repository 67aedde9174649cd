import CLinux
import Glibc
import Synchronization

/// One thread that waits for descriptors and times, and runs what they set off; it lives as long as the process.
///
/// Processes are forked from it alone: a parent-death signal fires when the forking thread ends, and Swift's pool threads
/// end when they idle. It is a serial executor too, so an actor can live on it and be called from its handlers without a
/// change of thread.
package final class EventThread: SerialExecutor {
    /// What watching or a timer is cancelled by.
    package struct Token: Sendable, Hashable {
        fileprivate var number: UInt64
    }

    private struct Timer {
        var deadline: SuspendingClock.Instant
        var token: Token
        var work: @Sendable () -> Void
    }

    private struct Source {
        var descriptor: Descriptor
        var handler: @Sendable () -> Void
    }

    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isWoken = false
        var sources: [Token: Source] = [:]
        /// The next one last.
        var timers: [Timer] = []
        var lastToken: UInt64 = 0
        var thread: pthread_t?

        mutating func newToken() -> Token {
            lastToken += 1
            return Token(number: lastToken)
        }
    }

    private let epoll: Descriptor
    private let wake: Descriptor
    private let state = Mutex(State())
    private static let created: Result<EventThread, SystemError> = Result { () throws(SystemError) in try EventThread()
    }

    /// The process's own: made when it is first asked for.
    package static func shared() throws(SystemError) -> EventThread {
        try created.get()
    }

    private init() throws(SystemError) {
        let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        self.epoll = try Descriptor(result: epoll >= 0 ? epoll : -errno, of: "epoll_create1")
        let wake = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        self.wake = try Descriptor(result: wake >= 0 ? wake : -errno, of: "eventfd")
        try control(EPOLL_CTL_ADD, self.wake, token: 0)

        var thread = pthread_t()
        let itself = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                devstack_name_thread("supervision")
                Unmanaged<EventThread>.fromOpaque(argument).takeUnretainedValue().run()
            }, itself.toOpaque())
        guard result == 0 else {
            itself.release()
            throw SystemError("pthread_create", code: result)
        }
        pthread_detach(thread)
        state.withLock { $0.thread = thread }
    }

    private func control(_ operation: Int32, _ descriptor: Descriptor, token: UInt64) throws(SystemError) {
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: token))
        guard epoll_ctl(epoll.number, operation, descriptor.number, &event) == 0 else { throw SystemError("epoll_ctl") }
    }

    /// Runs this on the thread, soon, in the order of the calls. From any thread.
    package func submit(_ work: @escaping @Sendable () -> Void) {
        let mustWake = state.withLock { state in
            state.jobs.append(work)
            if state.isWoken { return false }
            state.isWoken = true
            return true
        }
        if mustWake { eventfd_write(wake.number, 1) }
    }

    /// Calls the handler on the thread whenever the descriptor can be read, is at its end, or has failed.
    ///
    /// The handler must take what is there, or stop watching.
    package func watch(_ descriptor: Descriptor, _ handler: @escaping @Sendable () -> Void) throws(SystemError) -> Token
    {
        let token = state.withLock { state in
            let token = state.newToken()
            state.sources[token] = Source(descriptor: descriptor, handler: handler)
            return token
        }
        do {
            try control(EPOLL_CTL_ADD, descriptor, token: token.number)
        } catch {
            state.withLock { _ = $0.sources.removeValue(forKey: token) }
            throw error
        }
        return token
    }

    /// Ends watching; on the thread itself no handler of it runs afterwards.
    package func unwatch(_ token: Token) {
        guard let source = state.withLock({ $0.sources.removeValue(forKey: token) }) else { return }
        // A copy of the descriptor may live on in a process, so closing it would not be enough.
        try? control(EPOLL_CTL_DEL, source.descriptor, token: token.number)
    }

    /// Runs this on the thread at a time, once.
    @discardableResult
    package func schedule(at deadline: SuspendingClock.Instant, _ work: @escaping @Sendable () -> Void) -> Token {
        let (token, isFirst) = state.withLock { state in
            let token = state.newToken()
            let index = state.timers.firstIndex { $0.deadline <= deadline } ?? state.timers.endIndex
            state.timers.insert(Timer(deadline: deadline, token: token, work: work), at: index)
            return (token, index == state.timers.endIndex - 1)
        }
        if isFirst, !isCurrent { submit {} }
        return token
    }

    package func cancel(_ token: Token) {
        state.withLock { $0.timers.removeAll { $0.token == token } }
    }

    /// Suspends the task until a time, without a detour for an actor that lives here. A cancelled task waits on.
    package nonisolated(nonsending) func sleep(until deadline: SuspendingClock.Instant) async {
        await withCheckedContinuation { continuation in
            schedule(at: deadline) { continuation.resume() }
        }
    }

    private func run() -> Never {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = devstack_epoll_wait(epoll.number, &events, Int32(events.count), nanosecondsToWait())
            for event in events.prefix(max(0, Int(count))) {
                if event.data.u64 == 0 {
                    var value: eventfd_t = 0
                    eventfd_read(wake.number, &value)
                } else {
                    state.withLock { $0.sources[Token(number: event.data.u64)]?.handler }?()
                }
            }
            for job in takeJobs() { job() }
            // Those that fall due meanwhile come after what the descriptors have to say.
            let now = SuspendingClock.now
            while let work = takeTimer(dueAt: now) { work() }
        }
    }

    private func nanosecondsToWait() -> Int64 {
        guard let deadline = state.withLock({ $0.timers.last?.deadline }) else { return -1 }
        let left = SuspendingClock.now.duration(to: deadline).components
        if left.seconds < 0 || left.attoseconds < 0 { return 0 }
        return min(left.seconds, 1_000_000) * 1_000_000_000 + left.attoseconds / 1_000_000_000
    }

    private func takeJobs() -> [@Sendable () -> Void] {
        state.withLock { state in
            state.isWoken = false
            let jobs = state.jobs
            state.jobs = []
            return jobs
        }
    }

    private func takeTimer(dueAt now: SuspendingClock.Instant) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard let next = state.timers.last, next.deadline <= now else { return nil }
            return state.timers.removeLast().work
        }
    }

    package var isCurrent: Bool {
        guard let thread = state.withLock({ $0.thread }) else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        submit { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    package func checkIsolated() {
        guard isCurrent else { fatalError("called outside the supervision thread") }
    }

    package func isIsolatingCurrentContext() -> Bool? { isCurrent }
}
