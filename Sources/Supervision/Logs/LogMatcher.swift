import Dispatch
import Synchronization

/// Looks for the line that makes a service ready.
///
/// On a thread of its own, for there are expressions that take years over a few characters.
final class LogMatcher: Sendable {
    private struct State {
        var lines: [[UInt8]] = []
        var bytes = 0
        var linesTaken = 0
        var isWorking = false
        var hasMatched = false
    }

    /// How much of a line is looked at, in bytes.
    static let longestLine = 4096
    /// How much waits at most before the service is to be held back, in bytes.
    static let bytesAtMost = 1 << 20

    private let state = Mutex(State())
    /// Made, and used, on the queue alone.
    private let expression = Mutex<Regex<AnyRegexOutput>?>(nil)
    private let pattern: String
    private let queue = DispatchQueue(label: "readiness by log")
    private let changed: @Sendable () -> Void

    /// - Parameters:
    ///   - pattern: a regular expression; one that is none never matches.
    ///   - changed: called from another thread once a line has matched, and whenever all lines have been looked at.
    init(pattern: String, changed: @escaping @Sendable () -> Void) {
        self.pattern = pattern
        self.changed = changed
    }

    var hasMatched: Bool { state.withLock { $0.hasMatched } }
    /// Whether there are lines that may still match.
    var isBusy: Bool { state.withLock { $0.isWorking && !$0.hasMatched } }
    var isFull: Bool { state.withLock { $0.bytes >= Self.bytesAtMost } }
    /// How many lines there were.
    var linesTaken: Int { state.withLock { $0.linesTaken } }

    func take(_ lines: [[UInt8]]) {
        let mustBegin = state.withLock { state in
            state.linesTaken += lines.count
            if state.hasMatched || lines.isEmpty { return false }
            for line in lines {
                state.lines.append(Array(line.prefix(Self.longestLine)))
                state.bytes += min(line.count, Self.longestLine) + 1
            }
            if state.isWorking { return false }
            state.isWorking = true
            return true
        }
        if mustBegin { queue.async { self.work() } }
    }

    /// Nothing matches from now on; what is under way is not waited for.
    func end() {
        state.withLock { state in
            state.lines = []
            state.bytes = 0
        }
    }

    private func work() {
        while let lines = takeLines() {
            for line in lines where matches(line) {
                state.withLock { state in
                    state.hasMatched = true
                    state.isWorking = false
                    state.lines = []
                    state.bytes = 0
                }
                return changed()
            }
        }
        changed()
    }

    private func takeLines() -> [[UInt8]]? {
        state.withLock { state in
            defer {
                state.lines = []
                state.bytes = 0
            }
            if state.lines.isEmpty { state.isWorking = false }
            return state.lines.isEmpty ? nil : state.lines
        }
    }

    private func matches(_ line: [UInt8]) -> Bool {
        expression.withLock { expression in
            if expression == nil { expression = try? Regex(pattern).matchingSemantics(.unicodeScalar) }
            let end = line.last == UInt8(ascii: "\r") ? line.count - 1 : line.count
            let text = String(decoding: line[..<end], as: UTF8.self)
            return (try? expression?.firstMatch(in: text)) != nil
        }
    }
}
