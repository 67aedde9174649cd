/// What all cells of a column are that are not empty.
enum ColumnType: UInt8, Sendable {
    /// Nothing but empty cells so far.
    case unknown
    /// Within 64 bits, without leading zeros: those would get lost.
    case integer
    case number
    case boolean
    case text

    /// What a column is that has held cells of the one type and now gets one of the other.
    func merged(with other: ColumnType) -> ColumnType {
        switch (self, other) {
        case (.unknown, let type), (let type, .unknown): type
        case (.integer, .number), (.number, .integer): .number
        case (let one, let two): one == two ? one : .text
        }
    }

    /// The type's name with its article, for a message.
    var described: String {
        switch self {
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "true or false"
        case .unknown, .text: "a text"
        }
    }
}

extension ColumnType {
    /// The type of one cell's content.
    ///
    /// A number is one by JSON's grammar (RFC 8259, 6) and finite; `NaN`, in whatever case, is an empty cell, which is
    /// what those who write it mean.
    init(of cell: UnsafeBufferPointer<UInt8>) {
        switch cell.count {
        case 0: self = .unknown
        case 3 where Self.matches(cell, "nan"): self = .unknown
        case 4 where Self.matches(cell, "true"): self = .boolean
        case 5 where Self.matches(cell, "false"): self = .boolean
        default: self = Self.numeric(cell) ?? .text
        }
    }

    /// Whether this text, in lower case or not, is that one.
    static func matches(_ cell: UnsafeBufferPointer<UInt8>, _ lowercase: StaticString) -> Bool {
        guard cell.count == lowercase.utf8CodeUnitCount else { return false }
        return cell.indices.allSatisfy { cell[$0] | 0x20 == lowercase.utf8Start[$0] }
    }

    private static func numeric(_ cell: UnsafeBufferPointer<UInt8>) -> ColumnType? {
        let start = cell[0] == UInt8(ascii: "-") ? 1 : 0
        var end = self.end(ofDigits: cell, from: start)
        guard end > start, cell[start] != UInt8(ascii: "0") || end == start + 1 else { return nil }
        if end == cell.count {
            if end - start <= 18 { return .integer }
            return Int(String(decoding: cell, as: UTF8.self)) == nil ? nil : .integer
        }
        if cell[end] == UInt8(ascii: ".") {
            let fraction = end + 1
            end = self.end(ofDigits: cell, from: fraction)
            guard end > fraction else { return nil }
            if end == cell.count, end < 300 { return .number }
        }
        if end < cell.count {
            guard cell[end] | 0x20 == UInt8(ascii: "e") else { return nil }
            var exponent = end + 1
            if exponent < cell.count, cell[exponent] == UInt8(ascii: "+") || cell[exponent] == UInt8(ascii: "-") {
                exponent += 1
            }
            guard self.end(ofDigits: cell, from: exponent) == cell.count, exponent < cell.count else { return nil }
        }
        // Only with an exponent, or at such a length, can it be beyond what a double holds.
        return Double(String(decoding: cell, as: UTF8.self)).map(\.isFinite) == true ? .number : nil
    }

    private static func end(ofDigits cell: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < cell.count, cell[position] &- 0x30 < 10 { position += 1 }
        return position
    }
}
