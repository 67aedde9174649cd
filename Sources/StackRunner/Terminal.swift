internal import Diagnostics
import Glibc
import Linux
internal import Reporting
internal import StackModel
import Synchronization

/// The one place that writes to standard output: lines that stay, and a live region below them that is drawn again.
///
/// On anything but a terminal there is no live region, and nothing but plain text is written. While a stack runs, a queue
/// writes, so that nobody waits for a reader that has stopped reading.
final class Terminal: Sendable {
    private typealias Reaction = @Sendable () -> Void

    private struct State {
        /// What is to stand below the last line that stays.
        var live: [String] = []
        /// How many lines of it stand there.
        var linesDrawn = 0
        /// Whether what stands there is not what is to stand there, since too much waits for the reader.
        var isStale = false
        /// What writes; without it whoever calls does.
        var queue: OutputQueue?
        /// The first error of standard output.
        var failure: Int32?
        var readerGone: (@Sendable () -> Void)?
        var isPlain = false
        /// Whether each line is to say when it was written.
        var isStamped = false
    }

    private let canBeDrawnOn: Bool
    private let usualStyle: Style
    /// Whether what is there can be drawn again.
    var isInteractive: Bool { canBeDrawnOn && !state.withLock { $0.isPlain } }
    /// Whether standard output is kept for one document.
    private let isSilent: Bool
    /// What suits standard output.
    var style: Style { state.withLock { $0.isPlain } ? .plain : usualStyle }
    /// What suits standard error.
    let errorStyle: Style
    private let state = Mutex(State())

    /// - Parameters:
    ///   - environment: `NO_COLOR`, `TERM` and the locale decide how text looks on a terminal.
    ///   - isSilent: Whether only `write(document:)` writes to standard output.
    init(environment: [String: String], isSilent: Bool = false) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        self.isSilent = isSilent
        canBeDrawnOn = isTerminal && environment["TERM"] != "dumb" && !isSilent
        usualStyle = .suiting(isTerminal: isTerminal) { environment[$0] }
        errorStyle = .suiting(isTerminal: isatty(STDERR_FILENO) == 1) { environment[$0] }
    }

    /// How many columns there are: the window's, else 100.
    var width: Int { windowSize.map { Int($0.ws_col) } ?? 100 }

    /// How many rows there are: the window's, else 24.
    var height: Int { windowSize.map { Int($0.ws_row) } ?? 24 }

    private var windowSize: winsize? {
        var size = winsize()
        guard isInteractive, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size.ws_col > 0 && size.ws_row > 0 ? size : nil
    }

    /// From now on it is no terminal but a log, whose lines say when they were written.
    func becomeLog() {
        state.withLock { state in
            state.live = []
            state.isPlain = true
            state.isStamped = true
        }
    }

    private static func stamped(_ text: String, _ state: State) -> String {
        guard state.isStamped else { return text }
        let time = LogTime(seconds: WallClock.now()).text
        return text.split(separator: "\n").map { "\(time) \($0)\n" }.joined()
    }

    /// Writes lines that stay, above the live region.
    func write(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        write(text: lines.map { $0 + "\n" }.joined())
    }

    /// Writes text that ends with a line break and stays, above the live region. `then` is called once it is written or given
    /// up.
    func write(text: String, then: @escaping @Sendable () -> Void = {}) {
        if isSilent { then() } else { put(text, then: then) }
    }

    /// Writes a document that other programs read. `then` is called once it is written or given up.
    func write(document: String, then: @escaping @Sendable () -> Void = {}) { put(document, then: then) }

    /// Writes text that ends with a line break to standard error, out of the way of the live region.
    func writeError(_ text: String) { put(text, to: STDERR_FILENO) }

    private func put(_ text: String, to descriptor: Int32 = STDOUT_FILENO, then: @escaping @Sendable () -> Void = {}) {
        let reaction = state.withLock { (state) -> Reaction? in
            let erased = LiveRegion.erase(previous: state.linesDrawn)
            let stamped = Self.stamped(text, state)
            state.isStale = !state.live.isEmpty && state.queue?.isBehind == true
            state.linesDrawn = state.isStale ? 0 : state.live.count
            let drawn = state.isStale ? "" : LiveRegion.redraw(previous: 0, lines: state.live)
            let parts: [OutputQueue.Part] =
                descriptor == STDOUT_FILENO
                ? [.init(text: erased + stamped + drawn)]
                : [.init(text: erased), .init(text: stamped, descriptor: descriptor), .init(text: drawn)]
            return emit(parts, &state, then: then)
        }
        reaction?()
    }

    /// Replaces the live region; on anything but a terminal this does nothing.
    func show(live lines: [String]) {
        guard isInteractive else { return }
        let reaction = state.withLock { (state) -> Reaction? in
            guard lines != state.live || state.isStale else { return nil }
            state.live = lines
            state.isStale = state.queue?.isBehind == true
            return state.isStale ? nil : draw(&state)
        }
        reaction?()
    }

    /// Makes the live region's lines ones that stay.
    func settle() {
        let reaction = state.withLock { (state) -> Reaction? in
            let reaction = state.isStale ? draw(&state) : nil
            state.live = []
            state.linesDrawn = 0
            state.isStale = false
            return reaction
        }
        reaction?()
    }

    private func draw(_ state: inout State) -> Reaction? {
        let previous = state.linesDrawn
        state.linesDrawn = state.live.count
        return emit([.init(text: LiveRegion.redraw(previous: previous, lines: state.live))], &state)
    }

    /// The error number with which writing to standard output failed; `nil` as long as it did not.
    var failure: Int32? { state.withLock { $0.failure } }

    /// Runs `reaction` once when the reader of standard output has gone (EPIPE), on the thread that wrote.
    func onReaderGone(_ reaction: @escaping @Sendable () -> Void) {
        state.withLock { $0.readerGone = reaction }
    }

    /// From now on whoever writes does not wait until it is written. Once this has happened, a reader that takes nothing for
    /// a while is given up.
    func beginQueue(givingUpOn occurrence: Occurrence<some Sendable>) {
        state.withLock { state in
            if state.queue == nil { state.queue = OutputQueue() }
        }
        occurrence.onFirst { [self] in giveUp() }
    }

    /// Waits until all is written or given up.
    func flush() async { await state.withLock { $0.queue }?.written() }

    /// Gives up what the reader does not take, once it has taken nothing for this long. Returns at once.
    func giveUp(afterStallOf patience: Duration = .seconds(2)) {
        guard let queue = state.withLock({ $0.queue }) else { return }
        Task { await queue.giveUp(afterStallOf: patience) }
    }

    /// Waits until all is written or given up; from then on whoever writes waits until it is written, unless the reader was
    /// given up.
    func endQueue() async {
        await flush()
        state.withLock { state in
            if state.queue?.close() == true { state.queue = nil }
        }
    }

    /// - Returns: what to run once the lock is given up.
    private func emit(
        _ parts: [OutputQueue.Part], _ state: inout State, then: @escaping Reaction = {}
    ) -> Reaction? {
        if let queue = state.queue {
            let isTaken = queue.put(parts) { [self] failure in
                let reaction = self.state.withLock { Self.note(failure, &$0) }
                reaction?()
                then()
            }
            return isTaken ? nil : then
        }
        let reaction = Self.note(OutputQueue.write(parts), &state)
        return {
            reaction?()
            then()
        }
    }

    /// - Returns: what to run once the lock is given up.
    private static func note(_ failure: Int32?, _ state: inout State) -> Reaction? {
        guard let failure, state.failure == nil else { return nil }
        state.failure = failure
        return failure == EPIPE ? state.readerGone : nil
    }
}
