/// Bytes as they come, whole lines as they are needed.
struct LineSplitter {
    /// A longer line comes in parts of this size.
    static let longestLine = 65_536
    private static let lineFeed = UInt8(ascii: "\n")

    private var partial: [UInt8] = []

    /// The lines that are complete with these bytes.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes
        while let end = rest.firstIndex(of: Self.lineFeed) {
            append(rest[..<end], to: &lines)
            lines.append(partial)
            partial = []
            rest = rest[(end + 1)...]
        }
        append(rest, to: &lines)
        return lines
    }

    /// The last line, when no line feed has ended it.
    mutating func finish() -> [UInt8]? {
        defer { partial = [] }
        return partial.isEmpty ? nil : partial
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, to lines: inout [[UInt8]]) {
        var rest = bytes
        while partial.count + rest.count > Self.longestLine {
            let room = Self.longestLine - partial.count
            lines.append(partial + rest.prefix(room))
            partial = []
            rest = rest.dropFirst(room)
        }
        partial += rest
    }
}
