internal import NIOCore

/// The rows of a table as cells of its file, from which they are written as JSON.
final class UnwrittenRows: Sendable {
    let cells: CSVCells
    let layout: RowLayout

    init(_ cells: consuming CSVCells, layout: RowLayout) {
        self.cells = cells
        self.layout = layout
    }

    /// Some rows as a JSON array.
    ///
    /// - Parameter rows: Ascending.
    func array(of rows: some Collection<UInt32>) -> ByteBuffer {
        var size = 2
        forEach(rows) { part, first in size += layout.length(ofRowAt: first, in: part, of: cells) }
        var output = ByteBuffer()
        output.reserveCapacity(size)
        output.writeInteger(UInt8(ascii: "["))
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { target in
            var position = 0
            forEach(rows) { part, first in
                position += layout.write(rowAt: first, in: part, of: cells, to: target, at: position)
            }
            // With the comma behind each, but for the last.
            return max(0, position - 1)
        }
        output.writeInteger(UInt8(ascii: "]"))
        return output
    }

    /// Calls with the part that holds a row, and where in it the row's cells begin.
    private func forEach(_ rows: some Collection<UInt32>, _ body: ([CSVCells.Cell], Int) -> Void) {
        let columns = cells.header.count
        var number = 0
        var rowsBefore = 0
        for row in rows {
            while Int(row) - rowsBefore >= cells.parts[number].count / columns {
                rowsBefore += cells.parts[number].count / columns
                number += 1
            }
            body(cells.parts[number], (Int(row) - rowsBefore) * columns)
        }
    }
}
