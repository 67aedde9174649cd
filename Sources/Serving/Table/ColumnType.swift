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
        var position = 0
        func digits() -> Int {
            let start = position
            while position < cell.count, (0x30...0x39).contains(cell[position]) { position += 1 }
            return position - start
        }
        func has(_ byte: UInt8) -> Bool { position < cell.count && cell[position] == byte }

        if has(UInt8(ascii: "-")) { position += 1 }
        let isZero = has(UInt8(ascii: "0"))
        let whole = digits()
        guard whole > 0, !isZero || whole == 1 else { return nil }
        if position == cell.count {
            if whole <= 18 { return .integer }
            return Int(String(decoding: cell, as: UTF8.self)) == nil ? nil : .integer
        }
        if has(UInt8(ascii: ".")) {
            position += 1
            guard digits() > 0 else { return nil }
        }
        let hasExponent = has(UInt8(ascii: "e")) || has(UInt8(ascii: "E"))
        if hasExponent {
            position += 1
            if has(UInt8(ascii: "+")) || has(UInt8(ascii: "-")) { position += 1 }
            guard digits() > 0 else { return nil }
        }
        guard position == cell.count else { return nil }
        // Only these can be beyond what a double holds.
        guard hasExponent || cell.count > 300 else { return .number }
        return Double(String(decoding: cell, as: UTF8.self)).map(\.isFinite) == true ? .number : nil
    }
}
