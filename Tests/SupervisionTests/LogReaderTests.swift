import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// What was written is read: in order, from file to file, and no more than was asked for.
@Suite(.timeLimit(.minutes(1))) struct LogReaderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        mkdir(folder.path + "/logs", 0o700)
    }

    private func line(_ text: String, at second: Int = 0, continues: Bool = false) -> LogLine {
        LogLine(
            service: 0, stream: .output, time: LogTime(microseconds: Int64(second) * 1_000_000),
            bytes: Array(text.utf8), continues: continues)
    }

    private func writer(_ name: String, maxSize: Int = 10 << 20, maxFiles: Int = 5) -> LogWriter {
        LogWriter(
            service: name, in: folder.path + "/logs", rotation: LogRotation(maxSize: maxSize, maxFiles: maxFiles))
    }

    private func reader(_ services: String..., request: LogRequest = LogRequest()) throws -> LogReader {
        try LogReader(folder: folder.path + "/logs", services: services, request: request)
    }

    /// The services' own lines until there are none.
    private func texts(_ reader: inout LogReader) throws -> [String] {
        var texts: [String] = []
        while true {
            let lines = try reader.next()
            if lines.isEmpty, !reader.hasMore { return texts }
            texts += lines.filter { $0.stream != .devstack }.map { String(decoding: $0.bytes, as: UTF8.self) }
        }
    }

    private func all(_ services: String..., change: (inout LogRequest) -> Void = { _ in }) throws -> [String] {
        var request = LogRequest()
        change(&request)
        var reader = try LogReader(folder: folder.path + "/logs", services: services, request: request)
        return try texts(&reader)
    }

    private var following: LogRequest {
        var request = LogRequest()
        request.follows = true
        return request
    }

    @Test func servicesAreMergedByTime() throws {
        var (one, two) = (writer("one"), writer("two"))
        try one.write([line("1", at: 1), line("3", at: 3), line("5", at: 5)])
        try two.write([line("2", at: 2), line("4", at: 4), line("6", at: 6)])
        #expect(try all("one", "two") == ["1", "2", "3", "4", "5", "6"])
        #expect(try all("two", "nobody") == ["2", "4", "6"])
        var reader = try reader("two", "one")
        #expect(try reader.next().prefix(2).map(\.service) == [1, 1])
    }

    @Test func whatComesToTheFolderIsFollowed() throws {
        var (one, gone) = (writer("one"), writer("gone"))
        try one.write([line("1", at: 1)])
        try gone.write([line("before", at: 1)])
        var reader = try reader("one", request: following)
        #expect(try texts(&reader) == ["1"])
        var new = writer("new", maxSize: 60)
        for number in 2...4 { try new.write([line("\(number)", at: number)]) }
        #expect(try texts(&reader) == ["2", "3", "4"])
        try gone.write([line("again", at: 5)])
        try one.write([line("6", at: 6)])
        #expect(try texts(&reader) == ["again", "6"])
        #expect(reader.services == ["one", "gone", "new"])
        // Whoever asks for names means these.
        var named = following
        named.services = ["one"]
        var narrow = try self.reader("one", request: named)
        #expect(try texts(&narrow) == ["1", "6"])
        var other = writer("other")
        try other.write([line("7", at: 7)])
        #expect(try texts(&narrow) == [])
        #expect(try all("one") == ["1", "6"])
    }

    @Test func everyFileIsReadTheOldestFirst() throws {
        var writer = writer("api", maxSize: 2_000, maxFiles: 50)
        for number in 0..<500 { try writer.write([line("\(number)", at: number)]) }
        #expect(folder.exists("logs/api.log.9"))
        #expect(try all("api") == (0..<500).map { "\($0)" })
    }

    @Test(arguments: [0, 1, 7, 60, 499, 500, 5_000]) func theLastLinesAreFound(count: Int) throws {
        var writer = writer("api", maxSize: 2_000, maxFiles: 50)
        for number in 0..<500 { try writer.write([line("\(number)", at: number)]) }
        #expect(try all("api") { $0.tail = count } == (max(0, 500 - count)..<500).map { "\($0)" })
        // Of those that are wanted otherwise.
        let wanted = try all("api") { request in
            request.tail = count
            request.pattern = "7$"
        }
        #expect(wanted == Array((0..<500).map { "\($0)" }.filter { $0.hasSuffix("7") }.suffix(count)))
    }

    @Test func theLastLinesOfALargeFileAreFound() throws {
        var writer = writer("api")
        let padding = String(repeating: "x", count: 1_000)
        try writer.write((0..<4_000).map { line("\($0) \(padding)") })
        #expect(try all("api") { $0.tail = 3_000 }.map { $0.prefix { $0 != " " } } == (1_000..<4_000).map { "\($0)" })
    }

    @Test func linesAreChosenByTimeAndPattern() throws {
        var writer = writer("api")
        try writer.write((0..<10).map { line("n\($0)\r", at: $0) })
        let some = try all("api") { request in
            request.since = LogTime(seconds: 3)
            request.until = LogTime(seconds: 8)
            request.pattern = "[4-9]$"
        }
        #expect(some == (4...8).map { "n\($0)\r" })
        #expect(throws: (any Error).self) { try all("api") { $0.pattern = "(" } }
    }

    @Test func itIsFollowedOverRotationAndNothingIsLost() throws {
        var writer = writer("api", maxSize: 300, maxFiles: 5)
        try writer.write([line("0")])
        var reader = try reader("api", request: following)
        #expect(try texts(&reader) == ["0"])
        for number in 1..<200 {
            try writer.write([line("\(number)", at: number)])
            // Up to three files behind.
            if number % 9 == 0 { #expect(try texts(&reader) == (number - 8...number).map { "\($0)" }) }
        }
        #expect(try texts(&reader) == ["199"])
        #expect(try texts(&reader) == [])
    }

    @Test func whoIsLeftBehindIsTold() throws {
        var writer = writer("api", maxSize: 100, maxFiles: 2)
        try writer.write([line("0")])
        var reader = try reader("api", request: following)
        #expect(try texts(&reader) == ["0"])
        for number in 1..<50 { try writer.write([line("\(number)", at: number)]) }
        let lines = try reader.next()
        #expect(lines.first?.stream == .devstack)
        #expect(lines.first?.bytes.starts(with: Array("lines are missing".utf8)) == true)
        #expect(lines.last?.bytes == Array("49".utf8))
    }

    @Test func aLogThatBeginsLaterIsFollowed() throws {
        var reader = try reader("api", "other", request: following)
        #expect(try texts(&reader) == [])
        var writer = writer("api")
        try writer.write([line("first")])
        #expect(try texts(&reader) == ["first"])
        // Half a line is none yet.
        let file = try LogFile.open(folder.path + "/logs/api.log", in: "/")
        try file.write(Array("1970-01-01T00:00:00.000000Z out ha".utf8))
        #expect(try texts(&reader) == [])
        try file.write(Array("lf\n".utf8))
        #expect(try texts(&reader) == ["half"])
    }

    @Test func whatACrashHasTornIsShown() throws {
        try folder.write("1970-01-01T00:00:09.000000Z out whole\n1970-01-01T00:00:1", to: "logs/api.log.1")
        try folder.write("no log of ours\n1970-01-01T00:00:11.000000Z out+a part\n\nthe end", to: "logs/api.log")
        #expect(
            try all("api") == ["whole", "1970-01-01T00:00:1", "no log of ours", "a part", "", "the end"])
        var reader = try reader("api")
        #expect(try reader.next().map(\.continues) == [false, false, false, true, false, false])
    }

    @Test func whatIsWrittenLaterIsNotChased() throws {
        var writer = writer("api")
        try writer.write((0..<10_000).map { line("\($0)") })
        var reader = try reader("api")
        var count = 0
        while true {
            let lines = try reader.next()
            if lines.isEmpty { break }
            count += lines.count { $0.stream == .output }
            try writer.write([line("later")])
        }
        #expect(count == 10_000)
    }
}
