/// The different values of a column, numbered in the order in which they turn up.
struct ColumnKeys: Sendable {
    private let type: ColumnType
    // Which of these holds the values is the type's to say.
    private var integers: [Int: UInt32] = [:]
    private var numbers: [Double: UInt32] = [:]
    private var texts = TextNumbering()
    /// The keys, plus one, of small integers, such as years: most integers that are filtered by are.
    private var smallIntegers = [UInt32](repeating: 0, count: 4096)
    private(set) var count = 0

    init(type: ColumnType) {
        self.type = type
    }

    /// The key of a value that is of the column's type.
    mutating func insert(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
        switch type {
        case .integer, .boolean:
            let integer = type == .integer ? Self.integer(value) : Self.boolean(value)
            if smallIntegers.indices.contains(integer) {
                if smallIntegers[integer] == 0 { smallIntegers[integer] = insertNothing() + 1 }
                return smallIntegers[integer] - 1
            }
            if let key = integers[integer] { return key }
            let key = insertNothing()
            integers[integer] = key
            return key
        case .number:
            let number = Self.number(value)
            if let key = numbers[number] { return key }
            let key = insertNothing()
            numbers[number] = key
            return key
        case .text, .unknown:
            let key = texts.insert(value)
            count = texts.count
            return key
        }
    }

    /// A key that no value has: of the empty cells in a column that is not of text.
    mutating func insertNothing() -> UInt32 {
        count += 1
        return UInt32(count - 1)
    }

    /// The key of a value that is of the column's type; `nil` when no row holds it.
    func find(_ value: UnsafeBufferPointer<UInt8>) -> UInt32? {
        switch type {
        case .integer: key(of: Self.integer(value))
        case .boolean: key(of: Self.boolean(value))
        case .number: numbers[Self.number(value)]
        case .text, .unknown: texts.find(value)
        }
    }

    private func key(of integer: Int) -> UInt32? {
        guard smallIntegers.indices.contains(integer) else { return integers[integer] }
        return smallIntegers[integer] == 0 ? nil : smallIntegers[integer] - 1
    }

    private static func boolean(_ text: UnsafeBufferPointer<UInt8>) -> Int { text.count == 4 ? 1 : 0 }

    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var value = 0
        for byte in text where byte != UInt8(ascii: "-") { value = value &* 10 &+ Int(byte &- 0x30) }
        return text.first == UInt8(ascii: "-") ? 0 &- value : value
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        Double(String(decoding: text, as: UTF8.self)) ?? 0
    }
}
