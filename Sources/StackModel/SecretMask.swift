import Glibc

/// Values that must never be shown, and `***` in their place.
///
/// A value is also found in the spellings that requests and reports give it: percent-encoded, with its quotes and
/// backslashes escaped, and in small letters as hosts are. Of a value of several lines each line is one of its own, since logs are read by lines.
package struct SecretMask: Sendable, Equatable {
    package static let replacement = "***"

    /// What is shorter is no secret, and would be found by chance.
    private static let shortest = 4
    /// What says no more than everybody knows, and stands all over a report.
    private static let plainWords: Set<String> = [
        "true", "false", "null", "none", "auto", "localhost", "127.0.0.1", "0.0.0.0",
        "test", "development", "staging", "production", "debug", "info", "warn", "warning", "error",
    ]

    /// In UTF-8.
    let patterns: [[UInt8]]

    /// - Parameter values: those that are too short, plain words, or numbers such as a port's are no secrets.
    package init(_ values: some Sequence<String> = EmptyCollection()) {
        var patterns: Set<[UInt8]> = []
        for value in values {
            for line in value.split(whereSeparator: \.isNewline) where Self.isSecret(line) {
                for spelling in Self.spellings(of: String(line)).union(Self.spellings(of: line.lowercased())) {
                    patterns.insert(Array(spelling.utf8))
                }
            }
        }
        self.patterns = patterns.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private init(patterns: [[UInt8]]) { self.patterns = patterns }

    /// Whether nothing is masked.
    package var isEmpty: Bool { patterns.isEmpty }

    package func union(_ other: SecretMask) -> SecretMask {
        if other.isEmpty { return self }
        return isEmpty ? other : SecretMask(patterns: patterns + other.patterns.filter { !patterns.contains($0) })
    }

    /// The text without its secrets, nor the part of one that a cut (`…` or `...`) has left.
    package func masked(_ text: String) -> String {
        if patterns.isEmpty { return text }
        let bytes = Array(text.utf8)
        let found = whole(in: bytes) + cut(in: bytes)
        return found.isEmpty ? text : String(decoding: Self.replaced(found, in: bytes), as: UTF8.self)
    }

    /// The bytes without their secrets.
    package func masked(_ bytes: [UInt8]) -> [UInt8] {
        let found = whole(in: bytes)
        return found.isEmpty ? bytes : Self.replaced(found, in: bytes)
    }

    private static func isSecret(_ value: Substring) -> Bool {
        let isSmallNumber = value.utf8.count <= 5 && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return value.unicodeScalars.count >= shortest && !isSmallNumber && !plainWords.contains(value.lowercased())
    }

    private static func spellings(of value: String) -> Set<String> {
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return [value, escaped, percentEncoded(value) { !isUnreserved($0) }, percentEncoded(value) { $0 >= 0x80 }]
    }

    /// RFC 3986, 2.1.
    private static func percentEncoded(_ text: String, where isEncoded: (UInt8) -> Bool) -> String {
        text.utf8.reduce(into: "") { result, byte in
            if isEncoded(byte) {
                result += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }

    /// RFC 3986, 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

extension SecretMask {
    /// Where secrets stand in whole: overlapping ones each on its own.
    func whole(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for pattern in patterns {
            var start = 0
            while let hit = Self.first(pattern, in: bytes, from: start) {
                found.append(hit..<hit + pattern.count)
                start = hit + 1
            }
        }
        return found
    }

    /// By memchr(3), which steps over what cannot be the first byte many bytes at a time.
    private static func first(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let byte = pattern.first else { return nil }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var position = start
            while position + pattern.count <= buffer.count {
                let reach = buffer.count - position - pattern.count + 1
                guard let hit = memchr(base + position, Int32(byte), reach) else { return nil }
                let found = UnsafeRawPointer(hit) - base
                if memcmp(base + found, pattern, pattern.count) == 0 { return found }
                position = found + 1
            }
            return nil
        }
    }

    /// The beginnings of secrets before a cut and their ends after one, of three bytes or more.
    private func cut(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for mark in ["…", "..."].map({ Array($0.utf8) }) {
            var start = 0
            while let hit = Self.first(mark, in: bytes, from: start) {
                start = hit + 1
                let before = bytes[..<hit]
                var after = bytes[(hit + mark.count)...]
                if after.first == UInt8(ascii: "\"") { after.removeFirst() }
                for pattern in patterns {
                    if let count = (3..<pattern.count).last(where: {
                        before.reversed().starts(with: pattern.prefix($0).reversed())
                    }) {
                        found.append(hit - count..<hit)
                    }
                    if let count = (3..<pattern.count).last(where: { after.starts(with: pattern.suffix($0)) }) {
                        found.append(after.startIndex..<after.startIndex + count)
                    }
                }
            }
        }
        return found
    }

    /// Ranges that overlap become one.
    private static func replaced(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        var pending: Range<Int>?
        func write(_ range: Range<Int>) {
            result += bytes[position..<range.lowerBound]
            result += replacement.utf8
            position = range.upperBound
        }
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let open = pending else {
                pending = range
                continue
            }
            if range.lowerBound < open.upperBound {
                pending = open.lowerBound..<max(open.upperBound, range.upperBound)
            } else {
                write(open)
                pending = range
            }
        }
        if let pending { write(pending) }
        return result + bytes[position...]
    }
}

extension SecretMask: CustomStringConvertible {
    /// Never the values.
    package var description: String { "\(patterns.count) masked" }
}

extension SecretMask: CustomReflectable {
    package var customMirror: Mirror { Mirror(self, children: []) }
}
