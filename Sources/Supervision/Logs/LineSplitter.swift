/// Bytes as they come, whole lines as they are needed.
struct LineSplitter {
    /// A line without its line feed, or a part of one.
    struct Part: Equatable {
        var bytes: [UInt8]
        /// Whether the line goes on in the next part.
        var continues = false
    }

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
    mutating func feed(_ bytes: ArraySlice<UInt8>) -> [Part] {
        var parts: [Part] = []
        var rest = bytes
        while let end = rest.firstIndex(of: Self.lineFeed) {
            append(rest[..<end], to: &parts)
            dropReturns()
            parts.append(Part(bytes: partial))
            partial = []
            rest = rest[(end + 1)...]
        }
        append(rest, to: &parts)
        return parts
    }

    /// The last line, when no line feed has ended it.
    mutating func finish() -> Part? {
        defer { partial = [] }
        dropReturns()
        return partial.isEmpty ? nil : Part(bytes: partial)
    }

    private mutating func dropReturns() {
        while isTerminal, partial.last == Self.carriageReturn { partial.removeLast() }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, to parts: inout [Part]) {
        var rest = bytes
        while partial.count + rest.count > Self.longestLine {
            let room = Self.longestLine - partial.count
            parts.append(Part(bytes: partial + rest.prefix(room), continues: true))
            partial = []
            rest = rest.dropFirst(room)
        }
        partial += rest
    }
}
