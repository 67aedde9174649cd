internal import StackModel

extension ColumnIndex {
    /// Looks at every cell of a column once.
    ///
    /// - Parameter fill: What an empty cell reads as, and is found by.
    init(_ cells: borrowing CSVCells, column: Int, fill: JSONValue?) {
        let type = cells.types[column]
        let columns = cells.header.count
        var keys = ColumnKeys(type: type)
        var emptyKey: UInt32?
        var keyOfRow: [UInt32] = []
        keyOfRow.reserveCapacity(cells.rowCount)
        for part in cells.parts {
            for index in stride(from: column, to: part.count, by: columns) {
                let cell = part[index]
                let content = cells.content(of: cell)
                let isEmpty = content.isEmpty || (type != .text && ColumnType.matches(content, "nan"))
                if isEmpty {
                    let key = emptyKey ?? Self.key(ofEmpty: fill, type, &keys)
                    emptyKey = key
                    keyOfRow.append(key)
                } else {
                    keyOfRow.append(cells.withText(of: cell) { keys.insert($0) })
                }
            }
        }
        self.init(type: type, keys: keys, keyOfRow: keyOfRow)
    }

    private static func key(ofEmpty fill: JSONValue?, _ type: ColumnType, _ keys: inout ColumnKeys) -> UInt32 {
        let text: [UInt8]? =
            switch (fill, type) {
            case (.string(let text), .text), (.string(let text), .unknown): Array(text.utf8)
            case (_, .text), (_, .unknown): fill.map(JSONText.bytes) ?? []
            case (.number, .integer), (.number, .number), (.bool, .boolean): fill.map(JSONText.bytes)
            default: nil
            }
        guard let text else { return keys.insertNothing() }
        return text.withUnsafeBufferPointer { text in
            // 0.5 for the empty cells of a column of integers is none of its values.
            let cellType = ColumnType(of: text)
            let fits = type == .text || type == .unknown || type.merged(with: cellType) == type
            return fits ? keys.insert(text) : keys.insertNothing()
        }
    }
}
