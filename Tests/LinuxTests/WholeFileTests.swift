import Dispatch
import Glibc
import Linux
import Testing

/// Files of any kind, read to their end.
@Suite(.timeLimit(.minutes(1))) struct WholeFileTests {
    /// Reads beside the tests, since it waits.
    private func read(_ path: String, waitsForWriter: Bool) async -> Result<[UInt8], SystemError> {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    returning: Result { () throws(SystemError) in
                        try WholeFile.read(path, waitsForWriter: waitsForWriter)
                    })
            }
        }
    }

    @Test func aWriterThatTakesItsTimeIsWaitedFor() async throws {
        var pipe: OutputPipe? = try OutputPipe()
        let reading = try #require(pipe?.reading)
        async let bytes = read("/proc/self/fd/\(reading.number)", waitsForWriter: true)
        try #require(write(pipe?.writing.number ?? -1, "first", 5) == 5)
        // Once it has read that, there is nothing for it until the rest comes.
        var left: Int32 = 5
        while left > 0, ioctl(reading.number, UInt(FIONREAD), &left) == 0 { await Task.yield() }
        try #require(write(pipe?.writing.number ?? -1, ", rest", 6) == 6)
        pipe = nil
        #expect(try await bytes.get() == Array("first, rest".utf8))
    }

    @Test func otherwiseItIsNot() async throws {
        let pipe = try OutputPipe()
        let path = "/proc/self/fd/\(pipe.reading.number)"
        #expect(await read(path, waitsForWriter: false) == .failure(SystemError("read", path, code: EAGAIN)))
        try #require(write(pipe.writing.number, "x", 1) == 1)
    }
}
