/// A text file's lines, as the locations in it count them.
package struct SourceText: Sendable, Hashable {
    private let utf8: [UInt8]
    /// Each line's bytes without its line break, the first at index 0.
    private let ranges: [Range<Int>]

    /// Splits at the line breaks of YAML 1.1 (5.4), which libyaml's marks count: LF, CR, CR LF, NEL, LS and PS.
    ///
    /// A byte-order mark at the start has no column, so it is left out.
    package init(_ text: String) {
        utf8 = Array(text.utf8)
        ranges = utf8.withUnsafeBufferPointer(Self.ranges)
    }

    /// Without their line breaks, the first at index 0.
    package var lines: [String] { ranges.map(text) }

    /// The line with this number, counted from 1; `nil` beyond the file.
    package func line(_ number: Int) -> String? {
        ranges.indices.contains(number - 1) ? text(ranges[number - 1]) : nil
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: utf8[range], as: UTF8.self) }

    private static func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var position = start
        while position < bytes.count {
            let width = breakWidth(in: bytes, at: position)
            if width > 0 {
                ranges.append(start..<position)
                start = position + width
            }
            position += max(1, width)
        }
        ranges.append(start..<bytes.count)
        return ranges
    }

    /// How many bytes the line break at a place has; 0 where there is none.
    private static func breakWidth(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8>) -> Bool {
            position + offset < bytes.count && range.contains(bytes[position + offset])
        }
        switch bytes[position] {
        case 0x0A: return 1
        case 0x0D: return follows(1, 0x0A...0x0A) ? 2 : 1
        case 0xC2: return follows(1, 0x85...0x85) ? 2 : 0
        case 0xE2: return follows(1, 0x80...0x80) && follows(2, 0xA8...0xA9) ? 3 : 0
        default: return 0
        }
    }
}
