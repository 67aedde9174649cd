import Dispatch
import Glibc
import Synchronization

/// What is on its way to standard output and standard error, in its order: a thread of its own writes, and waits for the
/// reader alone.
final class OutputQueue: Sendable {
    struct Part: Sendable {
        var text: String
        var descriptor: Int32 = STDOUT_FILENO
    }

    private struct Entry {
        var parts: [Part]
        var size: Int
        /// Told of the error number with which standard output failed, if it did.
        var then: @Sendable (Int32?) -> Void
    }

    private struct State {
        var entries: [Entry] = []
        /// Those that the thread has taken; all before `next` are written, but for the last of them while it writes.
        var batch: [Entry] = []
        var next = 0
        var isWriting = false
        /// Whether the one before `next` was told already.
        var isTold = true
        var bytesWaiting = 0
        var bytesWritten = 0
        var isGivenUp = false
        var isClosed = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// What stands between a picture that is drawn now and one that is worth drawing when the reader comes to it, in bytes.
    private static let behind = 65_536

    private let thread = DispatchQueue(label: "output")
    private let state = Mutex(State())

    /// Whether so much waits that what is drawn again and again had better wait too.
    var isBehind: Bool { state.withLock { $0.bytesWaiting > Self.behind } }

    /// Hands in what is written next. `then` is called once it is written, has failed or is given up, on another thread.
    ///
    /// - Returns: whether it is taken; if not, the reader was given up, and `then` is not called.
    func put(_ parts: [Part], then: @escaping @Sendable (Int32?) -> Void) -> Bool {
        let entry = Entry(parts: parts, size: parts.reduce(0) { $0 + $1.text.utf8.count }, then: then)
        let (isTaken, mustStart) = state.withLock { state in
            guard !state.isGivenUp else { return (false, false) }
            state.entries.append(entry)
            state.bytesWaiting += entry.size
            defer { state.isWriting = true }
            return (true, !state.isWriting)
        }
        if mustStart { thread.async { [self] in drain() } }
        return isTaken
    }

    /// Returns when all that was handed in is written or given up.
    func written() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isWriting, !state.isGivenUp { state.waiters.append(continuation) }
                return !state.isWriting || state.isGivenUp
            }
            if isIdle { continuation.resume() }
        }
    }

    /// Gives up what waits, and all that is handed in from now on, as soon as the reader has taken nothing for this long.
    /// Returns then, or when nothing more is to come.
    func giveUp(afterStallOf patience: Duration) async {
        while !isOver {
            let before = progress
            try? await Task.sleep(for: patience)
            if giveUp(unlessProgressedSince: before) { return }
        }
    }

    /// What was written, in bytes; `nil` where nothing waits, so that no reader is waited for.
    var progress: Int? { state.withLock { $0.bytesWaiting > 0 ? $0.bytesWritten : nil } }

    private var isOver: Bool { state.withLock { $0.isClosed || $0.isGivenUp } }

    /// - Returns: whether what waits was given up, since the reader has taken nothing.
    func giveUp(unlessProgressedSince before: Int?) -> Bool {
        guard let before, progress == before else { return false }
        giveUp()
        return true
    }

    /// Nothing more is handed in.
    ///
    /// - Returns: whether all of it was written, and nothing given up.
    func close() -> Bool {
        state.withLock { state in
            state.isClosed = true
            return !state.isGivenUp
        }
    }

    private func giveUp() {
        let (entries, waiters) = state.withLock { state in
            guard !state.isGivenUp else { return ([Entry](), [CheckedContinuation<Void, Never>]()) }
            state.isGivenUp = true
            let entries = state.batch.dropFirst(state.isTold ? state.next : state.next - 1) + state.entries
            let waiters = state.waiters
            (state.batch, state.entries, state.waiters, state.bytesWaiting) = ([], [], [], 0)
            return (Array(entries), waiters)
        }
        for entry in entries { entry.then(nil) }
        for waiter in waiters { waiter.resume() }
    }

    private func drain() {
        while let entry = takeNext() {
            let failure = Self.write(entry.parts) { count in state.withLock { $0.bytesWritten += count } }
            let isGivenUp = state.withLock { state in
                if !state.isGivenUp {
                    state.bytesWaiting -= entry.size
                    state.isTold = true
                }
                return state.isGivenUp
            }
            if isGivenUp { return }
            entry.then(failure)
        }
    }

    private func takeNext() -> Entry? {
        let (entry, waiters) = state.withLock { state in
            if state.next == state.batch.count {
                (state.batch, state.entries, state.next) = (state.entries, [], 0)
            }
            guard state.next < state.batch.count else {
                state.isWriting = false
                defer { state.waiters = [] }
                return (Entry?.none, state.waiters)
            }
            state.next += 1
            state.isTold = false
            return (state.batch[state.next - 1], [])
        }
        for waiter in waiters { waiter.resume() }
        return entry
    }

    /// - Parameter progress: told of each piece that was written, in bytes.
    /// - Returns: the error number with which standard output failed.
    static func write(_ parts: [Part], progress: (Int) -> Void = { _ in }) -> Int32? {
        var failure: Int32?
        for part in parts where !part.text.isEmpty {
            let code = StandardStream.write(part.text, to: part.descriptor, progress: progress)
            if part.descriptor == STDOUT_FILENO, failure == nil { failure = code }
        }
        return failure
    }
}
