internal import Linux
internal import StackModel

/// A line of a log file, behind a head that has the same length in each:
///
///     2026-11-23T19:24:03.123456Z out GET / 200
///     2026-11-23T19:24:03.124001Z err+a part of a very long line, which goes on in the next record of `err`
enum LogRecord {
    /// The time, a blank, the stream, and a blank or `+`.
    static let headLength = LogTime.textLength + 5
    /// Of the largest record with its line feed, in bytes.
    static let longest = headLength + LineSplitter.longestLine + 1

    static let blank = UInt8(ascii: " ")
    static let plus = UInt8(ascii: "+")
    static let lineFeed = UInt8(ascii: "\n")

    /// Appends lines of one service.
    static func append(_ lines: some Collection<LogLine>, to text: inout [UInt8]) {
        text.reserveCapacity(text.count + lines.reduce(0) { $0 + $1.bytes.count + headLength + 1 })
        // What was read in one go has one time.
        var time: LogTime?
        var timeText: [UInt8] = []
        for line in lines {
            if line.time != time {
                time = line.time
                timeText = line.time.bytes
            }
            text += timeText
            text.append(blank)
            text += line.stream.rawValue.utf8
            text.append(line.continues ? plus : blank)
            text += line.bytes
            text.append(lineFeed)
        }
    }

    /// What the head says of a line, which is without its line feed; `nil` when it has none.
    static func head(of line: UnsafeRawBufferPointer) -> (time: LogTime, stream: LogLine.Stream, continues: Bool)? {
        guard line.count >= headLength, line[LogTime.textLength] == blank, let time = LogTime(line),
            let stream = LogLine.Stream.allCases.first(where: { stream in
                stream.rawValue.utf8.elementsEqual(line[LogTime.textLength + 1..<headLength - 1])
            })
        else { return nil }
        let mark = line[headLength - 1]
        guard mark == blank || mark == plus else { return nil }
        return (time, stream, mark == plus)
    }
}
