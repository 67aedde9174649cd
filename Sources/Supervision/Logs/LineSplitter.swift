/// Bytes as they come, whole lines as they are needed.
struct LineSplitter {
    /// A longer line comes in parts of this size.
    static let longestLine = 65_536
    private static let lineFeed = UInt8(ascii: "\n")

    private static let carriageReturn = UInt8(ascii: "\r")

    /// A terminal ends a line with CR LF where its program wrote LF: ONLCR, termios(3).
    private let isTerminal: Bool
    private var partial: [UInt8] = []

    init(isTerminal: Bool = false) {
        self.isTerminal = isTerminal
    }

    /// The lines that are complete with these bytes.
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes
        while let end = rest.firstIndex(of: Self.lineFeed) {
            append(rest[..<end], to: &lines)
            dropReturns()
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
        dropReturns()
        return partial.isEmpty ? nil : partial
    }

    private mutating func dropReturns() {
        while isTerminal, partial.last == Self.carriageReturn { partial.removeLast() }
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
