import Synchronization

/// How many checks are made, for the live region.
final class CheckProgress: Sendable {
    private let count: Int
    private let console: Console
    private let done = Mutex(0)

    init(count: Int, console: Console) {
        self.count = count
        self.console = console
        console.show(checksDone: 0, of: count)
    }

    func advance() {
        let now = done.withLock { done in
            done += 1
            return done
        }
        console.show(checksDone: now, of: count)
    }
}
