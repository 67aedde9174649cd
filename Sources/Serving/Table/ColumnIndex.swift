/// Which rows hold which value of a column: what a filter looks up.
struct ColumnIndex: Sendable {
    let type: ColumnType
    private let keys: ColumnKeys
    /// The key of each row's value.
    private let keyOfRow: [UInt32]
    /// Where the rows of a key begin in `rows`; one more than there are keys.
    private let starts: [UInt32]
    /// In the order of the file for each key.
    private let rows: [UInt32]

    /// - Parameter keyOfRow: Below the number of keys.
    init(type: ColumnType, keys: ColumnKeys, keyOfRow: [UInt32]) {
        self.type = type
        self.keys = keys
        self.keyOfRow = keyOfRow
        var starts = [UInt32](repeating: 0, count: keys.count + 1)
        for key in keyOfRow { starts[Int(key) + 1] += 1 }
        for key in 0..<keys.count { starts[key + 1] += starts[key] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: keyOfRow.count)
        for (row, key) in keyOfRow.enumerated() {
            rows[Int(next[Int(key)])] = UInt32(row)
            next[Int(key)] += 1
        }
        self.starts = starts
        self.rows = rows
    }

    /// What a query's value stands for in this column.
    enum Selection: Equatable {
        case key(UInt32)
        /// A value of the right type that no row holds.
        case nothing
        case wrongType
    }

    func selection(_ value: [UInt8]) -> Selection {
        guard type == .text || type == .unknown else {
            let cellType = value.withUnsafeBufferPointer { ColumnType(of: $0) }
            guard cellType == type || (type == .number && cellType == .integer) else { return .wrongType }
            return value.withUnsafeBufferPointer { keys.find($0).map(Selection.key) ?? .nothing }
        }
        return value.withUnsafeBufferPointer { keys.find($0).map(Selection.key) ?? .nothing }
    }

    func rows(of key: UInt32) -> ArraySlice<UInt32> {
        rows[Int(starts[Int(key)])..<Int(starts[Int(key) + 1])]
    }

    func holds(_ key: UInt32, in row: UInt32) -> Bool { keyOfRow[Int(row)] == key }
}
