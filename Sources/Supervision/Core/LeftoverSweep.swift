/// The ending of what killed wardens have left to this process.
struct LeftoverSweep {
    /// The services whose warden was killed.
    var services: Set<Int> = []
    var began = SuspendingClock.now
    /// Told to end: pid and start time are taken care of by whoever signals.
    var asked: Set<Int32> = []

    static let grace = Duration.milliseconds(500)
    static let pause = Duration.milliseconds(5)
}
