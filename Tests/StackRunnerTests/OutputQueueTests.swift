import Glibc
import Synchronization
import Testing

@testable import StackRunner

/// What waits for a reader holds nobody up who hands it in.
@Suite(.timeLimit(.minutes(1))) struct OutputQueueTests {
    /// A pipe that is read when the test says so.
    private struct Reader {
        let reading: Int32
        let writing: Int32

        init() throws {
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            (reading, writing) = (ends[0], ends[1])
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }

        /// So many bytes, which are there or about to come.
        func read(_ count: Int) async -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4096)
            while bytes.count < count {
                let got = Glibc.read(reading, &buffer, min(buffer.count, count - bytes.count))
                guard got > 0 else { break }
                bytes += buffer.prefix(got)
                await Task.yield()
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        func close() {
            Glibc.close(reading)
            Glibc.close(writing)
        }
    }

    @Test func whatIsHandedInComesInItsOrder() async throws {
        let reader = try Reader()
        let queue = OutputQueue()
        let told = Mutex(0)
        // As much as a pipe holds at first.
        let lines = (0..<1000).map { "\($0)\n" }
        for line in lines {
            let isTaken = queue.put([.init(text: line, descriptor: reader.writing), .init(text: "")]) { failure in
                if failure == nil { told.withLock { $0 += 1 } }
            }
            #expect(isTaken)
        }
        await queue.written()
        #expect(told.withLock { $0 } == lines.count)
        #expect(queue.close())
        #expect(await reader.read(lines.joined().utf8.count) == lines.joined())
        reader.close()
    }

    @Test func aReaderThatDoesNotReadHoldsNobodyUpAndIsGivenUp() async throws {
        let reader = try Reader()
        let queue = OutputQueue()
        let told = Mutex<[Int]>([])
        let text = String(repeating: "x", count: 99_999) + "\n"
        for number in 0..<100 {
            #expect(
                queue.put([.init(text: text, descriptor: reader.writing)]) { _ in told.withLock { $0.append(number) } })
        }
        #expect(queue.isBehind)
        #expect(told.withLock { $0 }.isEmpty)
        async let written: Void = queue.written()
        await queue.giveUp(afterStallOf: .milliseconds(50))
        await written
        #expect(told.withLock { $0 } == Array(0..<100))
        #expect(!queue.isBehind)
        #expect(!queue.put([.init(text: text, descriptor: reader.writing)]) { _ in Issue.record("it was given up") })
        #expect(!queue.close())
        // The thread that waits for the reader ends with what it had begun.
        #expect(await reader.read(text.utf8.count) == text)
        reader.close()
    }

    @Test func oneThatReadsSlowlyIsNotGivenUp() async throws {
        let reader = try Reader()
        let queue = OutputQueue()
        // Nothing waits: nobody is waited for.
        #expect(queue.progress == nil && !queue.giveUp(unlessProgressedSince: queue.progress))
        let text = String(repeating: "x", count: 299_999) + "\n"
        #expect(queue.put([.init(text: text, descriptor: reader.writing)]) { _ in })
        var seen = ""
        for _ in 0..<4 {
            let before = queue.progress
            seen += await reader.read(64_000)
            // The thread writes on, into the room that there is now.
            while queue.progress == before { await Task.yield() }
            #expect(!queue.giveUp(unlessProgressedSince: before))
        }
        #expect(await seen + reader.read(text.utf8.count - seen.utf8.count) == text)
        await queue.written()
        #expect(queue.close())
        reader.close()
    }
}
