extension TableRows {
    /// How a row is written: an object, with a comma behind it.
    struct Layout: Sendable {
        /// What stands before each column's value: `,"name":`, of the first `{"name":`.
        var names: [[UInt8]]
        /// What stands for an empty cell of each column.
        var empties: [[UInt8]]

        /// How many bytes each row of a part takes.
        func lengths(of cells: borrowing CSVCells, part: Int) -> [UInt32] {
            let part = cells.parts[part]
            let fixed = names.reduce(2) { $0 + $1.count }
            var lengths: [UInt32] = []
            lengths.reserveCapacity(part.count / names.count)
            for row in stride(from: 0, to: part.count, by: names.count) {
                var length = fixed
                for column in names.indices {
                    length += self.length(of: part[row + column], in: cells, column)
                }
                // A row too long for the number is too long for the table too, and told there.
                lengths.append(UInt32(clamping: length))
            }
            return lengths
        }

        /// Writes the rows of a part into exactly as many bytes as they take.
        func write(_ cells: borrowing CSVCells, part: Int, to target: UnsafeMutableRawBufferPointer) {
            let part = cells.parts[part]
            var writer = Writer(target: target)
            for row in stride(from: 0, to: part.count, by: names.count) {
                for column in names.indices {
                    writer.write(names[column])
                    write(part[row + column], in: cells, column, to: &writer)
                }
                writer.write(UInt8(ascii: "}"))
                writer.write(UInt8(ascii: ","))
            }
            let written = writer.position
            precondition(written == target.count, "a row is as long as it was found to be")
        }

        private func length(of cell: CSVCells.Cell, in cells: borrowing CSVCells, _ column: Int) -> Int {
            let type = cells.types[column]
            if isEmpty(cell, in: cells, type) { return empties[column].count }
            switch type {
            case .text: return cell.isPlain ? cell.length + 2 : cells.withText(of: cell) { JSONText.string($0) }.count
            default: return cell.length
            }
        }

        private func write(
            _ cell: CSVCells.Cell, in cells: borrowing CSVCells, _ column: Int, to writer: inout Writer
        ) {
            let type = cells.types[column]
            if isEmpty(cell, in: cells, type) { return writer.write(empties[column]) }
            switch type {
            case .text where cell.isPlain:
                writer.write(UInt8(ascii: "\""))
                writer.write(UnsafeRawBufferPointer(cells.content(of: cell)))
                writer.write(UInt8(ascii: "\""))
            case .text: writer.write(cells.withText(of: cell) { JSONText.string($0) })
            // As long as the cell: `TRUE` is written `true`.
            case .boolean: writer.write(Array((cell.length == 4 ? "true" : "false").utf8))
            default: writer.write(UnsafeRawBufferPointer(cells.content(of: cell)))
            }
        }

        /// Also `NaN` in a column of anything but text, where nothing else begins with that letter.
        private func isEmpty(_ cell: CSVCells.Cell, in cells: borrowing CSVCells, _ type: ColumnType) -> Bool {
            switch type {
            case _ where cell.length == 0: true
            case .unknown: true
            case .text: false
            case .boolean, .integer, .number: cells.content(of: cell)[0] | 0x20 == UInt8(ascii: "n")
            }
        }
    }

    /// Writes without looking at bounds: the lengths were found before.
    private struct Writer {
        let target: UnsafeMutableRawBufferPointer
        var position = 0

        mutating func write(_ byte: UInt8) {
            target[position] = byte
            position += 1
        }

        mutating func write(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { write($0) }
        }

        mutating func write(_ bytes: UnsafeRawBufferPointer) {
            UnsafeMutableRawBufferPointer(rebasing: target[position..<position + bytes.count]).copyMemory(from: bytes)
            position += bytes.count
        }
    }
}
