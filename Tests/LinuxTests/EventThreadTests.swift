import Glibc
import Linux
import Synchronization
import Testing

/// The thread that waits.
@Suite(.timeLimit(.minutes(1))) struct EventThreadTests {
    private final class Record: Sendable {
        let entries = Mutex<[String]>([])
        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    @Test func workRunsInOrderOnTheThread() async throws {
        let thread = try EventThread.shared()
        let record = Record()
        #expect(!thread.isCurrent)
        await withCheckedContinuation { continuation in
            for number in 0..<100 { thread.submit { record.add("\(number) \(thread.isCurrent)") } }
            thread.submit { continuation.resume() }
        }
        #expect(record.entries.withLock { $0 } == (0..<100).map { "\($0) true" })
    }

    @Test func timersFireInTheOrderOfTheirTimes() async throws {
        let thread = try EventThread.shared()
        let record = Record()
        let start = SuspendingClock.now
        await withCheckedContinuation { continuation in
            thread.schedule(at: start + .milliseconds(30)) { continuation.resume() }
            thread.schedule(at: start + .milliseconds(20)) { record.add("second") }
            thread.schedule(at: start + .milliseconds(10)) { record.add("first") }
            let cancelled = thread.schedule(at: start + .milliseconds(15)) { record.add("never") }
            thread.cancel(cancelled)
        }
        #expect(record.entries.withLock { $0 } == ["first", "second"])
        #expect(SuspendingClock.now - start >= .milliseconds(30))
    }

    @Test func timersThatAreAlwaysDueKeepNothingElseWaiting() async throws {
        let thread = try EventThread.shared()
        let record = Record()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            @Sendable func again(_ round: Int) {
                let hasRun = record.entries.withLock { !$0.isEmpty }
                if hasRun || round == 10_000 { return continuation.resume() }
                thread.schedule(at: .now) { again(round + 1) }
            }
            thread.schedule(at: .now) {
                thread.submit { record.add("job") }
                again(0)
            }
        }
        #expect(record.entries.withLock { $0 } == ["job"])
    }

    @Test func aDescriptorIsWatchedUntilItIsNot() async throws {
        let thread = try EventThread.shared()
        let pipe = try OutputPipe()
        let record = Record()
        let token = Mutex<EventThread.Token?>(nil)
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            thread.submit {
                let watching = try? thread.watch(pipe.reading) {
                    var buffer: [UInt8] = [0]
                    guard let count = try? pipe.reading.read(into: &buffer), count == 1 else { return }
                    record.add(String(decoding: buffer, as: UTF8.self))
                    if buffer == [UInt8(ascii: "b")], let watching = token.withLock({ $0 }) {
                        thread.unwatch(watching)
                        continuation.resume()
                    }
                }
                token.withLock { $0 = watching }
                try? pipe.writing.write(Array("abc".utf8))
            }
        }
        await thread.sleep(until: .now + .milliseconds(5))
        #expect(record.entries.withLock { $0 } == ["a", "b"])
    }
}
