internal import StackModel

/// Bytes as they come, whole lines as they are needed.
struct LineSplitter {
    /// A line without its line feed, or a part of one.
    struct Part: Equatable {
        var bytes: [UInt8]
        /// Whether the line goes on in the next part.
        var continues = false
    }

    /// A longer line comes in parts of this size, or a little less where a secret would lie across two of them.
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
    ///
    /// - Parameter secrets: what no part may hold a piece of; asked for when a line is a long one.
    mutating func feed(_ bytes: ArraySlice<UInt8>, secrets: () -> SecretMask = { SecretMask() }) -> [Part] {
        var parts: [Part] = []
        var rest = bytes
        while let end = rest.firstIndex(of: Self.lineFeed) {
            partial += rest[..<end]
            complete(&parts, secrets)
            rest = rest[(end + 1)...]
        }
        partial += rest
        if partial.count > Self.longestLine {
            let secrets = secrets()
            // What follows a cut tells whether a secret lies across it.
            cut(to: Self.longestLine + max(0, secrets.longest - 1), secrets, &parts)
        }
        return parts
    }

    /// The last line, when no line feed has ended it.
    mutating func finish(secrets: () -> SecretMask = { SecretMask() }) -> [Part] {
        var parts: [Part] = []
        dropReturns()
        if !partial.isEmpty { complete(&parts, secrets) }
        return parts
    }

    /// The line has come to its end.
    private mutating func complete(_ parts: inout [Part], _ secrets: () -> SecretMask) {
        dropReturns()
        if partial.count > Self.longestLine { cut(to: Self.longestLine, secrets(), &parts) }
        parts.append(Part(bytes: partial))
        partial = []
    }

    /// Hands out parts until there are no more bytes than these.
    private mutating func cut(to rest: Int, _ secrets: SecretMask, _ parts: inout [Part]) {
        while partial.count > rest {
            let (count, isSecret) = secrets.cut(partial, atMost: Self.longestLine)
            let bytes = isSecret ? Array(SecretMask.replacement.utf8) : Array(partial.prefix(count))
            parts.append(Part(bytes: bytes, continues: true))
            partial.removeFirst(count)
        }
    }

    private mutating func dropReturns() {
        while isTerminal, partial.last == Self.carriageReturn { partial.removeLast() }
    }
}
