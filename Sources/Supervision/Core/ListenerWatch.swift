internal import Linux

/// Which services wait for their listeners, and when the kernel is asked next.
struct ListenerWatch {
    private var table: ListenerTable?
    var waiting: Set<Int> = []
    var began = SuspendingClock.now
    var isTicking = false
    /// The beginning of the latest look, and the services that it did not find.
    var latest: (began: SuspendingClock.Instant, missing: Set<Int>)?

    /// Made when it is first needed.
    mutating func listeners() throws(SystemError) -> ListenerTable {
        if let table { return table }
        let table = try ListenerTable()
        self.table = table
        return table
    }

    /// How long to wait after a look that took this long: 1 ms in the first second, 2 ms in the first ten, then 5 ms, and
    /// never more than a tenth of a core.
    ///
    /// What a look took that found something says nothing of the next one: that service is not looked for again.
    static func pause(afterLookOf seconds: Double, hasFound: Bool, since began: Duration) -> Duration {
        let usual: Duration =
            began < .seconds(1) ? .milliseconds(1) : began < .seconds(10) ? .milliseconds(2) : .milliseconds(5)
        return hasFound ? usual : max(usual, .seconds(seconds * 9))
    }
}
