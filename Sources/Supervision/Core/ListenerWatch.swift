internal import Linux

/// Which services wait for their listeners, and when the kernel is asked next.
struct ListenerWatch {
    private var table: ListenerTable?
    var waiting: Set<Int> = []
    var began = SuspendingClock.now
    var isTicking = false

    /// Made when it is first needed.
    mutating func listeners() throws(SystemError) -> ListenerTable {
        if let table { return table }
        let table = try ListenerTable()
        self.table = table
        return table
    }

    /// How long to wait after a look that took this long: 1 ms in the first second, then 5 ms, and never more than a
    /// tenth of a core.
    func pause(afterLookOf seconds: Double) -> Duration {
        let usual: Duration = began.duration(to: .now) < .seconds(1) ? .milliseconds(1) : .milliseconds(5)
        return max(usual, .seconds(seconds * 9))
    }
}
