import Reporting
import StackModel
import Testing

@Suite struct LogMomentTests {
    /// 2026-11-23T12:00:00Z.
    private static let now = 1_795_435_200.0

    @Test(
        arguments: [
            ("10m", "2026-11-23T11:50:00.000000Z"), ("1h30m", "2026-11-23T10:30:00.000000Z"),
            ("2d", "2026-11-21T12:00:00.000000Z"), ("2026-11-22", "2026-11-22T00:00:00.000000Z"),
            ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000000Z"),
            ("2026-11-23T10:00:00.123456789+01:00", "2026-11-23T09:00:00.123456Z"),
            ("2026-11-23t10:00:00z", "2026-11-23T10:00:00.000000Z"),
        ])
    func momentsAreRead(text: String, time: String) {
        #expect(LogMoment.time(text, now: Self.now)?.text == time)
    }

    @Test(arguments: ["", "m", "-10m", "+10m", "10", "10x", "yesterday", "2026-02-30", "2026-11-23T10:00:00", "٣m"])
    func nothingElseIs(text: String) {
        #expect(LogMoment.time(text, now: Self.now) == nil)
    }

    @Test func aLineIsAnObject() throws {
        var text: [UInt8] = []
        let bytes = Array("a \"b\" \u{1B}[31m\u{9B}2J 鳥".utf8) + [0xFF]
        LogObject.append(
            LogLine(
                service: 0, stream: .error, time: LogTime(seconds: Self.now), bytes: bytes, continues: true),
            of: "api", to: &text)
        #expect(
            String(decoding: text, as: UTF8.self)
                == #"{"time":"2026-11-23T12:00:00.000000Z","service":"api","stream":"err","#
                + #""line":"a \"b\" \u001b[31m\u009b2J 鳥\#u{FFFD}","continues":true}"# + "\n")
        let line = try JSONPath(parsing: "$.line").select(from: JSONValue(parsing: text))
        #expect(line == [.string(String(decoding: bytes, as: UTF8.self))])
    }
}
