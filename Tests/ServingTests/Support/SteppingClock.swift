import Synchronization

/// A clock that goes on by one nanosecond each time it is read.
final class SteppingClock: Sendable {
    private let time: Atomic<Int>

    init(start: Int) {
        time = Atomic(start)
    }

    func now() -> Int { time.add(1, ordering: .relaxed).newValue }
}
