import Glibc
import Linux
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// Whole lines, in order, all of them.
@Suite(.timeLimit(.minutes(1))) struct LogTests {
    @Test func aFloodIsCompleteAndInOrder() async throws {
        let stack = try StackFixture()
        let count = 20_000
        let plans = [
            stack.service("flood", readiness: .exit, "lines", "\(count)", "partly", "the end", "exit", "0"),
            stack.service("other", "print", "still here"),
        ]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            _ = try await stack.lines.first { $0.service == 1 }
        }
        let text = stack.text(of: 0)
        #expect(text.count == count + 1)
        #expect(
            text.dropLast().enumerated().allSatisfy { number, line in line.utf8.count == 99 && Int(line) == number })
        #expect(text.last == "the end")
        let log = stack.folder.read("state/logs/\(plans[1].name).log").split(separator: "\n")
        #expect(log.map { $0.dropFirst(28) } == ["dev a run of devstack begins (pid \(getpid()))", "out still here"])
    }

    @Test func theTwoOutputsAreTold() async throws {
        let stack = try StackFixture()
        let plans = [stack.service("job", readiness: .exit, "print", "fine", "complain", "not so fine", "exit", "0")]
        try await stack.run(plans) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
        }
        let streams = stack.lines.values.map { ($0.stream, String(decoding: $0.bytes, as: UTF8.self)) }
        #expect(streams.contains { $0 == (.output, "fine") })
        #expect(streams.contains { $0 == (.error, "not so fine") })
        #expect(streams.count == 2)
    }

    @Test func inProcessLinesComeTheSameWay() async throws {
        let stack = try StackFixture()
        let plan = ServicePlan(name: "server", run: .inProcess(ServerStub()), readiness: .listen)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            await withTaskGroup { group in
                for task in 0..<4 {
                    group.addTask {
                        for line in 0..<50 { supervisor.log(service: 0, line: Array("\(task) \(line)".utf8)) }
                    }
                }
            }
        }
        let text = stack.text(of: 0)
        #expect(text.count == 200)
        for task in 0..<4 {
            #expect(text.filter { $0.hasPrefix("\(task) ") } == (0..<50).map { "\(task) \($0)" })
        }
        let kept = stack.folder.read("state/logs/server.log").split(separator: "\n").dropFirst()
        #expect(kept.map { String($0.dropFirst(28)) } == text.map { "log \($0)" })
    }

    @Test func whatNobodyTakesIsCountedAndNotKept() {
        let board = ReportBoard(plans: [], observer: { _ in })
        func line(_ service: Int, _ size: Int) -> LogLine {
            LogLine(
                service: service, stream: .server, time: LogTime(microseconds: 0),
                bytes: [UInt8](repeating: 1, count: size))
        }
        #expect(board.add(line(0, 1)))
        for _ in 1..<ReportBoard.linesAtMost { #expect(!board.add(line(0, 1))) }
        for _ in 0..<3 { #expect(!board.add(line(0, 1))) }
        #expect(!board.add(line(1, 1)))
        let taken = board.takeLines()
        #expect(taken.count == ReportBoard.linesAtMost + 2)
        #expect(
            taken.suffix(2).map { "\($0.service) \(String(decoding: $0.bytes, as: UTF8.self))" } == [
                "0 3 lines were lost: they came faster than they could be written",
                "1 1 line was lost: they came faster than they could be written",
            ])
        #expect(board.takeLines().isEmpty)

        // By bytes, too; but whatever is handed in alone is taken.
        #expect(board.add(line(0, ReportBoard.bytesAtMost + 1)))
        #expect(!board.add(line(0, 1)))
        #expect(board.takeLines().count == 2)
        #expect(board.add(line(0, 1)))
    }

    @Test func settlingWaitsForWhatWasHandedIn() async throws {
        let stack = try StackFixture()
        let plan = ServicePlan(name: "server", run: .inProcess(ServerStub()), readiness: .listen)
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            for line in 0..<5 {
                supervisor.log(service: 0, line: Array("\(line)".utf8))
                await supervisor.settleLog()
                #expect(stack.text(of: 0).last == "\(line)")
            }
        }
    }

    @Test func linesAreSplitAndBounded() {
        var splitter = LineSplitter()
        func lines(_ text: String) -> [LineSplitter.Part] { splitter.feed(Array(text.utf8)[...]) }
        #expect(lines("a\n\nb") == [.init(bytes: Array("a".utf8)), .init(bytes: [])])
        #expect(lines("c\n") == [.init(bytes: Array("bc".utf8))])
        #expect(splitter.finish() == [])
        let long = [UInt8](repeating: 1, count: 3 * LineSplitter.longestLine + 5)
        let parts = splitter.feed(long[...])
        #expect(parts.map(\.bytes.count) == [65_536, 65_536, 65_536])
        #expect(parts.allSatisfy { $0.continues })
        #expect(splitter.finish() == [.init(bytes: [1, 1, 1, 1, 1])])
        // A line of exactly the bound is one line.
        let exact = [UInt8](repeating: 1, count: LineSplitter.longestLine) + [10]
        #expect(splitter.feed(exact[...]) == [.init(bytes: exact.dropLast())])
        #expect(splitter.finish() == [])
    }

    /// However it comes: a line in which the secret begins this many bytes before the end of its first part.
    @Test(arguments: [1, 2, 65_530, 70_000], [0, 1, 5, 8, 9, 10]) func noSecretLiesAcrossTwoParts(
        step: Int, before: Int
    ) {
        let mask = SecretMask(["swordfish"])
        let text =
            [UInt8](repeating: UInt8(ascii: "x"), count: LineSplitter.longestLine - before) + Array("swordfish".utf8)
            + Array("yz".utf8)
        for end in [[], [UInt8(ascii: "\n")]] {
            var splitter = LineSplitter()
            var parts: [LineSplitter.Part] = []
            var rest = (text + end)[...]
            while !rest.isEmpty {
                parts += splitter.feed(rest.prefix(step), secrets: { mask })
                rest = rest.dropFirst(step)
            }
            parts += splitter.finish(secrets: { mask })
            #expect(parts.map(\.bytes).joined().elementsEqual(text))
            #expect(parts.map(\.continues) == [true, false])
            #expect(parts.allSatisfy { $0.bytes.count <= LineSplitter.longestLine })
            let shown = parts.map { String(decoding: mask.masked($0.bytes), as: UTF8.self) }.joined()
            #expect(shown.hasSuffix("x***yz"), "\(shown.suffix(20))")
        }
    }

    @Test func aLineThatIsNothingButSecretsComesInPartsToo() {
        let mask = SecretMask(["aaaa", String(repeating: "b", count: 100_000)])
        for text in ["a", "b"].map({ [UInt8](repeating: UInt8(ascii: $0), count: 300_000) }) {
            var splitter = LineSplitter()
            let parts = splitter.feed(text[...], secrets: { mask }) + splitter.finish(secrets: { mask })
            let shown = parts.map { String(decoding: mask.masked($0.bytes), as: UTF8.self) }
            #expect(shown.allSatisfy { ["", "***"].contains($0) }, "\(shown)")
        }
    }

    @Test func theLastFiftyLinesAreKept() {
        var book = LogBook(
            folder: "/nonexistent/logs",
            plans: [ServicePlan(name: "a", run: .inProcess(ServerStub()), readiness: .started)], sink: { _ in })
        book.take(
            (0..<120).map {
                LogLine(service: 0, stream: .output, time: LogTime(microseconds: 0), bytes: Array("\($0)".utf8))
            })
        #expect(book.lastLines(of: 0) == (70..<120).map { "\($0)" })
        #expect(book.problems.count == 1)
    }

    @Test func theLastLinesHaveNoMoreBytesThanTheyMay() {
        var last = LastLines()
        for number in 0..<200 {
            last.add([UInt8](repeating: UInt8(ascii: "0") + UInt8(number % 10), count: 30_000))
            #expect(last.text.count == min(2, number + 1))
        }
        #expect(last.text.map(\.first) == ["8", "9"])
        last.add([UInt8](repeating: UInt8(ascii: "x"), count: 65_536))
        #expect(last.text.map(\.first) == ["x"])
    }

    @Test func whatIsSecretIsNeitherKeptNorShown() {
        let seen = Mutex<[String]>([])
        var book = LogBook(
            folder: "/nonexistent/logs",
            plans: [ServicePlan(name: "a", run: .inProcess(ServerStub()), readiness: .started)],
            sink: { lines in seen.withLock { $0 += lines.map { String(decoding: $0.bytes, as: UTF8.self) } } },
            secrets: { SecretMask(["xxxx"]) })
        book.take([LogLine(service: 0, stream: .output, time: LogTime(microseconds: 0), bytes: Array("axxxxb".utf8))])
        #expect(book.lastLines(of: 0) == ["a***b"])
        #expect(seen.withLock { $0 } == ["a***b"])
    }
}
