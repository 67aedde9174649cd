/// A request for a part of a representation (RFC 9110, 14).
enum ByteRange: Equatable {
    /// No range that is answered as one: none, several (a server may ignore those), another unit, or bad syntax.
    case whole
    case part(Range<Int>)
    case unsatisfiable

    init(_ field: String?, length: Int) {
        guard let field, field.utf8.count < 64, field.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let ends = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map {
            String($0).filter { $0 != " " && $0 != "\t" }
        }
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
            self = .whole
            return
        }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true): self = .whole
        case (true, false):
            // More digits than fit are more than everything.
            let count = min(Int(ends[1]) ?? .max, length)
            self = count == 0 ? .unsatisfiable : .part(length - count..<length)
        case (false, _):
            let first = Int(ends[0]) ?? .max
            let last = ends[1].isEmpty ? Int.max : Int(ends[1]) ?? .max
            if last < first {
                self = .whole
            } else if first >= length {
                self = .unsatisfiable
            } else {
                self = .part(first..<min(last, length - 1) + 1)
            }
        }
    }
}
