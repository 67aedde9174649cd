internal import StackModel

/// A part of a check, from when to when in the run.
struct PhaseSpan: Sendable, Equatable {
    /// `lookup`, `connect`, `handshake`, `wait`, `receive`.
    var name: String
    var from: Duration
    var to: Duration

    /// The phases of a check's exchange, one behind the other from its beginning. What an earlier check has paid for is
    /// left out, and so is what is beyond the check's end.
    static func spans(of check: CheckResult) -> [PhaseSpan] {
        guard let began = check.startedAfter, let exchange = check.exchange else { return [] }
        let timing = exchange.timing
        let opening: [(String, Duration?)] = [
            ("lookup", timing.lookup), ("connect", timing.connect), ("handshake", timing.handshake),
        ]
        let phases = (exchange.isReused ? [] : opening) + [("wait", timing.firstByte), ("receive", timing.body)]
        var from = began
        let end = began + check.duration
        return phases.compactMap { name, duration in
            guard let duration, from < end else { return nil }
            let to = min(from + duration, end)
            defer { from = to }
            return PhaseSpan(name: name, from: from, to: to)
        }
    }
}
