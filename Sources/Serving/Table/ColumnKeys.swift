/// The different values of a column, numbered in the order in which they turn up.
struct ColumnKeys: Sendable {
    private let type: ColumnType
    // Which of these holds the values is the type's to say.
    private var integers: [Int: UInt32] = [:]
    private var numbers: [Double: UInt32] = [:]
    private var texts = TextNumbering()
    /// Most columns that are filtered by hold runs of one value.
    private var last: (value: Int, key: UInt32)?
    private(set) var count = 0

    init(type: ColumnType) {
        self.type = type
    }

    /// The key of a value that is of the column's type.
    mutating func insert(_ value: UnsafeBufferPointer<UInt8>) -> UInt32 {
        switch type {
        case .integer, .boolean:
            let integer = type == .integer ? Self.integer(value) : Self.boolean(value)
            if let last, last.value == integer { return last.key }
            let key = integers[integer] ?? insertNothing()
            integers[integer] = key
            last = (integer, key)
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
        case .integer: integers[Self.integer(value)]
        case .boolean: integers[Self.boolean(value)]
        case .number: numbers[Self.number(value)]
        case .text, .unknown: texts.find(value)
        }
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
