import Glibc
internal import Linux

/// Ends what killed wardens leave: it becomes this process's own child, and gets SIGTERM, 500 ms, and SIGKILL.
///
/// Lives on the supervision thread.
actor LeftoverSweep {
    private static let grace = Duration.milliseconds(500)
    private static let pause = Duration.milliseconds(5)

    private nonisolated let thread: EventThread
    private let mark: RunMark
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    private var waiting: [@Sendable () -> Void] = []
    private var began = SuspendingClock.now
    private var asked: Set<RunRecord.Entry> = []

    init(thread: EventThread, mark: RunMark) {
        self.thread = thread
        self.mark = mark
    }

    /// Calls back, on the thread, once nothing is left.
    func end(then done: @escaping @Sendable () -> Void) {
        waiting.append(done)
        began = .now
        if waiting.count == 1 { look() }
    }

    private func look() {
        guard let table = try? ProcessTable.current() else { return lookAgain() }
        // Orphans come one generation after the other, as their parents end: only a table without any is the last.
        let children = Warden.leftovers(in: table, mark: mark.variable)
        guard !children.isEmpty else {
            let done = waiting
            waiting = []
            asked = []
            for callback in done { callback() }
            return
        }
        let isOver = began.duration(to: .now) >= Self.grace
        for child in children where child.isZombie { Adoption.reap(child.pid) }
        for entry in Set(children + children.flatMap { table.descendants(of: $0.pid) }) where !entry.isZombie {
            if isOver {
                entry.signal(SIGKILL)
            } else if asked.insert(RunRecord.Entry(pid: entry.pid, start: entry.start)).inserted {
                entry.signal(SIGTERM)
                entry.signal(SIGCONT)
            }
        }
        lookAgain()
    }

    private func lookAgain() {
        thread.schedule(at: .now + Self.pause) { [self] in assumeIsolated { $0.look() } }
    }
}
