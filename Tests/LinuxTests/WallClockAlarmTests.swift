import Glibc
import Linux
import Synchronization
import Testing

/// The alarm that goes by the clock on the wall.
@Suite(.serialized, .timeLimit(.minutes(1))) struct WallClockAlarmTests {
    /// Waits for the first cause of an alarm that is set to a time from now.
    private func cause(
        in seconds: Double, _ meanwhile: () -> Void = {}
    ) async throws -> (cause: WallClockAlarm.Cause, at: Double) {
        let (causes, input) = AsyncStream.makeStream(of: WallClockAlarm.Cause.self)
        let alarm = try WallClockAlarm(on: EventThread.shared()) { input.yield($0) }
        try alarm.set(at: WallClock.now() + seconds)
        meanwhile()
        for await cause in causes {
            alarm.cancel()
            return (cause, WallClock.now())
        }
        throw CancellationError()
    }

    @Test func itGoesOffAtItsTimeAndNotBefore() async throws {
        let start = WallClock.now()
        let end = try await cause(in: 0.05)
        #expect(end.cause == .due)
        #expect(end.at - start >= 0.05)
    }

    @Test(arguments: [-1.0, -1e10]) func aTimeThatHasPassedIsNow(seconds: Double) async throws {
        #expect(try await cause(in: seconds).cause == .due)
    }

    @Test func aTimeFarAwayCanBeSet() async throws {
        let thread = try EventThread.shared()
        let count = Mutex(0)
        let alarm = try WallClockAlarm(on: thread) { _ in count.withLock { $0 += 1 } }
        try alarm.set(at: .infinity)
        try alarm.set(at: 4e9)
        // What is behind it on the thread runs, and the alarm did not.
        await withCheckedContinuation { continuation in thread.submit { continuation.resume() } }
        #expect(count.withLock { $0 } == 0)
        alarm.cancel()
    }

    @Test func itCanBeSetAgainFromItsHandlerAndCancelledForGood() async throws {
        let count = Mutex(0)
        let (ends, input) = AsyncStream.makeStream(of: Void.self)
        let holder = Mutex<WallClockAlarm?>(nil)
        let alarm = try WallClockAlarm(on: EventThread.shared()) { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            if number == 3 { return input.finish() }
            try? holder.withLock { $0 }?.set(at: WallClock.now())
        }
        holder.withLock { $0 = alarm }
        try alarm.set(at: WallClock.now())
        for await _ in ends {}
        holder.withLock { $0 = nil }
        alarm.cancel()
        try alarm.set(at: WallClock.now())
        // What is behind it on the thread runs, and the alarm did not.
        let thread = try EventThread.shared()
        await withCheckedContinuation { continuation in thread.submit { continuation.resume() } }
        #expect(count.withLock { $0 } == 3)
    }

    /// Sets the machine's clock to what it says, so it is run only where that is wanted.
    @Test(.enabled(if: getenv("DEVSTACK_SET_CLOCK") != nil, "it would set the machine's clock"))
    func aClockThatIsSetIsNoticed() async throws {
        let end = try await cause(in: 3_600) {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            #expect(clock_settime(CLOCK_REALTIME, &now) == 0)
        }
        #expect(end.cause == .clockChanged)
    }
}
