internal import Diagnostics
import Glibc
import Linux
internal import Reporting
internal import StackModel
import Synchronization

/// The one place that writes to standard output: lines that stay, and a live region below them that is drawn again.
///
/// On anything but a terminal there is no live region, and nothing but plain text is written.
final class Terminal: Sendable {
    private struct State {
        /// What stands below the last line that stays.
        var live: [String] = []
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

    /// Writes text that ends with a line break and stays, above the live region.
    func write(text: String) {
        if !isSilent { put(text) }
    }

    /// Writes a document that other programs read.
    func write(document: String) { put(document) }

    private func put(_ text: String) {
        let reaction = state.withLock { state in
            let erased = LiveRegion.erase(previous: state.live.count)
            return Self.put(
                erased + Self.stamped(text, state) + LiveRegion.redraw(previous: 0, lines: state.live), &state)
        }
        reaction?()
    }

    /// Replaces the live region; on anything but a terminal this does nothing.
    func show(live lines: [String]) {
        guard isInteractive else { return }
        state.withLock { state in
            guard lines != state.live else { return }
            StandardStream.write(LiveRegion.redraw(previous: state.live.count, lines: lines), to: STDOUT_FILENO)
            state.live = lines
        }
    }

    /// The error number with which writing to standard output failed; `nil` as long as it did not.
    var failure: Int32? { state.withLock { $0.failure } }

    /// Runs `reaction` once when the reader of standard output has gone (EPIPE), on the thread that wrote.
    func onReaderGone(_ reaction: @escaping @Sendable () -> Void) {
        state.withLock { $0.readerGone = reaction }
    }

    /// - Returns: what to run once the lock is given up.
    private static func put(_ text: String, _ state: inout State) -> (@Sendable () -> Void)? {
        guard let code = StandardStream.write(text, to: STDOUT_FILENO), state.failure == nil else { return nil }
        state.failure = code
        return code == EPIPE ? state.readerGone : nil
    }

    /// Makes the live region's lines ones that stay.
    func settle() {
        state.withLock { $0.live = [] }
    }

    /// Writes text that ends with a line break to standard error, out of the way of the live region.
    func writeError(_ text: String) {
        state.withLock { state in
            StandardStream.write(LiveRegion.erase(previous: state.live.count), to: STDOUT_FILENO)
            StandardStream.write(Self.stamped(text, state), to: STDERR_FILENO)
            StandardStream.write(LiveRegion.redraw(previous: 0, lines: state.live), to: STDOUT_FILENO)
        }
    }
}
