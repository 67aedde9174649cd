/// A request's path as the absolute path of a file in a site, percent-decoded.
struct SitePath: Sendable {
    /// Ends with a NUL; holds no other, no empty segment and none that begins with a dot.
    private(set) var bytes: [UInt8]
    /// Where the path relative to the root begins.
    let relativeStart: Int
    /// Whether the request's path ended with a slash, so that the site's index is meant.
    let isFolder: Bool

    /// - Parameters:
    ///   - path: Percent-encoded, beginning with `/`.
    ///   - root: The site's absolute path without a slash at its end.
    ///   - index: The name of the file that stands for a folder.
    /// - Throws: `PathRefusal` when it is not a path, or when no file is ever served by such a one.
    init(_ path: Substring, root: [UInt8], index: [UInt8]) throws(PathRefusal) {
        let slash = UInt8(ascii: "/")
        bytes = []
        bytes.reserveCapacity(root.count + path.utf8.count + index.count + 2)
        bytes.append(contentsOf: root)
        bytes.append(slash)
        relativeStart = bytes.count
        var iterator = path.utf8.makeIterator()
        while let raw = iterator.next() {
            if raw == slash {
                if bytes.last != slash { bytes.append(slash) }
                continue
            }
            var byte = raw
            if raw == UInt8(ascii: "%") {
                guard let high = iterator.next().flatMap(Self.digit), let low = iterator.next().flatMap(Self.digit)
                else { throw .badEscape }
                byte = high << 4 | low
                if byte == 0 { throw .nul }
                if byte == slash { throw .encodedSlash }
            }
            // The first byte of a segment: `.`, `..` and hidden files alike.
            if byte == UInt8(ascii: "."), bytes.last == slash { throw .dotSegment }
            bytes.append(byte)
        }
        isFolder = bytes.last == slash
        if isFolder { bytes.append(contentsOf: index) }
        bytes.append(0)
    }

    /// The path beneath the root, with its NUL, as openat2 wants it.
    func withRelative<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { whole throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: whole[relativeStart...]))
        }
    }

    /// The whole path as system calls want it.
    func withAbsolute<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        bytes.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { text in
                // Never empty: the NUL is there.
                guard let start = text.baseAddress else { return withUnsafePointer(to: 0) { body($0) } }
                return body(start)
            }
        }
    }

    /// The path's segments beneath the root, decoded.
    var segments: [ArraySlice<UInt8>] {
        bytes[relativeStart..<bytes.count - 1].split(separator: UInt8(ascii: "/"))
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

extension SitePath: Hashable {
    static func == (one: Self, other: Self) -> Bool { one.bytes == other.bytes }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
