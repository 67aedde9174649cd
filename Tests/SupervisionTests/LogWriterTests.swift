import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// A log's files: heads, rotation, and what a crash or a full disk leaves.
@Suite struct LogWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func line(_ text: String, continues: Bool = false) -> LogLine {
        LogLine(
            service: 0, stream: .output, time: LogTime(microseconds: 1_000_001), bytes: Array(text.utf8),
            continues: continues)
    }

    private func writer(maxSize: Int = 10 << 20, maxFiles: Int = 5) -> LogWriter {
        LogWriter(
            service: "api", in: folder.path + "/logs", rotation: LogRotation(maxSize: maxSize, maxFiles: maxFiles))
    }

    private func lines(_ name: String) -> [Substring] {
        folder.read("logs/" + name).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    private var begin: Substring { "1970-01-01T00:00:01.000001Z dev a run of devstack begins (pid \(getpid()))" }

    @Test func everyLineHasItsHead() throws {
        var writer = writer()
        try writer.write([line("one"), line("two, a part", continues: true), line("")])
        #expect(
            lines("api.log") == [
                begin, "1970-01-01T00:00:01.000001Z out one", "1970-01-01T00:00:01.000001Z out+two, a part",
                "1970-01-01T00:00:01.000001Z out ",
            ])
    }

    @Test func fullFilesAreKeptUpToTheirNumber() throws {
        var writer = writer(maxSize: 400, maxFiles: 3)
        for number in 0..<100 { try writer.write([line("\(number)" + String(repeating: ".", count: 100))]) }
        let names = ["api.log.2", "api.log.1", "api.log"]
        let all: [Substring] = names.reduce(into: []) { all, name in all += lines(name) }
        let kept = all.map { line in line.dropFirst(LogRecord.headLength).prefix { $0 != "." } }
        #expect(kept == (100 - kept.count..<100).map { "\($0)" })
        #expect(kept.count >= 5)
        for name in names { #expect(folder.read("logs/" + name).utf8.count <= 400) }
        #expect(!folder.exists("logs/api.log.3"))
    }

    @Test func oneBatchThatIsLargerThanAFileIsWhole() throws {
        var writer = writer(maxSize: 100, maxFiles: 2)
        let batch = (0..<50).map { line("\($0)") }
        try writer.write(batch)
        try writer.write([line("last")])
        #expect(lines("api.log").count == 1)
        #expect(lines("api.log.1").dropFirst().map { $0.dropFirst(LogRecord.headLength) } == (0..<50).map { "\($0)" })
    }

    @Test func aFileThatIsRemovedIsMadeAgain() throws {
        var writer = writer()
        try writer.write([line("one")])
        unlink(folder.path + "/logs/api.log")
        try writer.write([line("two")])
        try writer.write([line("three")])
        #expect(
            lines("api.log") == [
                "1970-01-01T00:00:01.000001Z dev this file was removed, and goes on here",
                "1970-01-01T00:00:01.000001Z out two", "1970-01-01T00:00:01.000001Z out three",
            ])
    }

    @Test("A crash in the middle of rotation leaves a gap in the numbers, which the next one fills")
    func gaps() throws {
        mkdir(folder.path + "/logs", 0o700)
        try folder.write("2\n", to: "logs/api.log.2")
        try folder.write("0\n", to: "logs/api.log")
        try LogFile.rotate(folder.path + "/logs/api.log", keeping: 4)
        #expect(!folder.exists("logs/api.log"))
        #expect(folder.read("logs/api.log.1") == "0\n")
        #expect(folder.read("logs/api.log.2") == "2\n")
        try folder.write("new\n", to: "logs/api.log")
        try LogFile.rotate(folder.path + "/logs/api.log", keeping: 4)
        #expect((1...3).map { folder.read("logs/api.log.\($0)") } == ["new\n", "0\n", "2\n"])
        // Fewer are to be kept.
        try folder.write("newest\n", to: "logs/api.log")
        try LogFile.rotate(folder.path + "/logs/api.log", keeping: 2)
        #expect(folder.read("logs/api.log.1") == "newest\n")
        #expect(!folder.exists("logs/api.log.2") && !folder.exists("logs/api.log.3"))
    }

    @Test func aLineThatACrashHasTornIsEnded() throws {
        mkdir(folder.path + "/logs", 0o700)
        try folder.write("1970-01-01T00:00:00.000000Z out torn", to: "logs/api.log")
        var writer = writer()
        try writer.write([line("next")])
        #expect(lines("api.log").map { $0.dropFirst(28) } == ["out torn", begin.dropFirst(28), "out next"])
    }

    @Test func whatCannotBeWrittenIsCounted() throws {
        mkdir(folder.path + "/logs", 0o700)
        mkdir(folder.path + "/logs/api.log", 0o700)
        var writer = writer()
        #expect(throws: SystemError.self) { try writer.write([line("1"), line("2")]) }
        #expect(throws: SystemError.self) { try writer.write([line("3")]) }
        rmdir(folder.path + "/logs/api.log")
        try writer.write([line("4")])
        #expect(
            lines("api.log").map { $0.dropFirst(28) } == [
                begin.dropFirst(28), "dev 3 lines are missing: they could not be written", "out 4",
            ])
    }

    @Test func timesAreReadAsTheyAreWritten() {
        for microseconds: Int64 in [0, 1, 999_999, 1_795_461_843_123_456, 951_827_696_000_000, 4_102_444_800_000_000] {
            let time = LogTime(microseconds: microseconds)
            #expect(time.text.utf8.count == LogTime.textLength)
            #expect(time.bytes.withUnsafeBytes { LogTime($0) } == time)
        }
        #expect(LogTime(seconds: 1_795_461_843.123456).text == "2026-11-23T19:24:03.123456Z")
        #expect(LogTime(microseconds: 951_827_696_000_000).text == "2000-02-29T12:34:56.000000Z")
        for wrong in ["2026-11-23T19:24:03.123456", "2026-13-23T19:24:03.123456Z", "2026-11-23 19:24:03.123456Z"] {
            #expect(Array(wrong.utf8).withUnsafeBytes { LogTime($0) } == nil)
        }
    }
}
