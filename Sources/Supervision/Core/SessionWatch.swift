internal import Linux

/// When to look for sessions that services have made: some times after each change, ever more seldom, and then no more.
struct SessionWatch {
    private static let first = Duration.milliseconds(20)
    private static let last = Duration.seconds(20)

    var token: EventThread.Token?
    private var pause = Self.first

    /// Begins anew.
    ///
    /// - Returns: how long to wait, `nil` when the first look is due already.
    mutating func begin() -> Duration? {
        if token != nil, pause == Self.first { return nil }
        pause = Self.first
        return pause
    }

    /// How long to wait after a look that took this long, at most a tenth of a core; `nil` when it was the last.
    mutating func pause(afterLookOf seconds: Double) -> Duration? {
        pause *= 10
        return pause > Self.last ? nil : max(pause, .seconds(seconds * 9))
    }
}
