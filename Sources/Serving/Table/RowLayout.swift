internal import StackModel

/// How a row is written: an object, with a comma behind it.
struct RowLayout: Sendable {
    /// What stands before each column's value: `,"name":`, of the first `{"name":`.
    private let names: [[UInt8]]
    /// What stands for an empty cell of each column.
    private let empties: [[UInt8]]
    /// Of the names, and what ends a row.
    private let fixedLength: Int

    /// - Parameter fills: For each column what stands for an empty cell.
    init(header: [String], fills: [JSONValue?]) {
        names = header.enumerated().map { column, name in
            Array((column == 0 ? "{" : ",").utf8) + JSONText.string(name.utf8) + [UInt8(ascii: ":")]
        }
        empties = fills.map { JSONText.bytes($0 ?? .null) }
        fixedLength = names.reduce(2) { $0 + $1.count }
    }

    /// More bytes than the rows of so large a file can take.
    func bound(rows: Int, fileSize: Int) -> Int {
        // A byte that is written as an escape takes six.
        rows * (empties.reduce(fixedLength) { $0 + $1.count + 2 }) + 6 * fileSize
    }

    /// How many bytes each row of a part takes.
    func lengths(of cells: borrowing CSVCells, part: Int) -> [UInt32] {
        let part = cells.parts[part]
        var lengths: [UInt32] = []
        lengths.reserveCapacity(part.count / names.count)
        for row in stride(from: 0, to: part.count, by: names.count) {
            // A row too long for the number is too long for the table too, and told there.
            lengths.append(UInt32(clamping: length(ofRowAt: row, in: part, of: cells)))
        }
        return lengths
    }

    /// How many bytes a row takes whose first cell is there in a part.
    func length(ofRowAt first: Int, in part: [CSVCells.Cell], of cells: borrowing CSVCells) -> Int {
        var length = fixedLength
        for column in names.indices {
            length += self.length(of: part[first + column], in: cells, column)
        }
        return length
    }

    /// Writes the rows of a part into exactly as many bytes as they take.
    func write(_ cells: borrowing CSVCells, part: Int, to target: UnsafeMutableRawBufferPointer) {
        let part = cells.parts[part]
        var written = 0
        for row in stride(from: 0, to: part.count, by: names.count) {
            written += write(rowAt: row, in: part, of: cells, to: target, at: written)
        }
        precondition(written == target.count, "a row is as long as it was found to be")
    }

    /// Writes a row, where there is room for it, and returns how many bytes that took.
    func write(
        rowAt first: Int, in part: [CSVCells.Cell], of cells: borrowing CSVCells,
        to target: UnsafeMutableRawBufferPointer, at position: Int
    ) -> Int {
        var writer = Writer(target: target, position: position)
        for column in names.indices {
            writer.write(names[column])
            write(part[first + column], in: cells, column, to: &writer)
        }
        writer.write(UInt8(ascii: "}"))
        writer.write(UInt8(ascii: ","))
        return writer.position - position
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
    var position: Int

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
