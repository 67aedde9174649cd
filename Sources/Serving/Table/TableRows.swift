import Dispatch
import Glibc
internal import NIOCore
internal import StackModel
import Synchronization

/// The rows of a table, written as JSON once and for all.
struct TableRows: Sendable {
    /// `[`, the rows as objects with a comma after each but the last, `]`.
    let all: ByteBuffer
    /// Where each row begins in `all`, and where the next would after the last.
    private let starts: [UInt32]

    var count: Int { starts.count - 1 }

    /// - Parameter fills: For each column what stands for an empty cell.
    /// - Throws: `CSVMistake` when it all is more than 4 GiB.
    init(_ cells: borrowing CSVCells, fills: [JSONValue?]) throws(CSVMistake) {
        let columns = cells.header.count
        let names = cells.header.enumerated().map { column, name in
            Array((column == 0 ? "{" : ",").utf8) + JSONText.string(name.utf8) + [UInt8(ascii: ":")]
        }
        let empties = fills.map { JSONText.bytes($0 ?? .null) }
        // What a row takes beyond six times its cells, each byte of which may become \u00NN, and their quotes.
        let fixed = names.map(\.count).reduce(0, +) + empties.map(\.count).reduce(0, +) + columns * 2 + 2

        let rowCount = cells.rowCount
        let results = Mutex([Result<Part, CSVMistake>?](repeating: nil, count: cells.parts.count))
        let count = cells.parts.count
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let part = Result { () throws(CSVMistake) in
                try Part(cells, index, names: names, empties: empties, fixed: fixed, isFirst: index == 0)
            }
            results.withLock { $0[index] = part }
        }
        var output = ByteBuffer()
        var starts: [UInt32] = []
        for result in results.withLock({ $0 }) {
            guard let part = try result?.get() else { continue }
            guard output.writerIndex + part.bytes.readableBytes < Int(UInt32.max) else {
                throw CSVMistake(line: starts.count + 2, "From here on the table is too large to be served")
            }
            if starts.isEmpty {
                output = part.bytes
                starts = part.starts
                starts.reserveCapacity(rowCount + 1)
            } else {
                let base = UInt32(output.writerIndex)
                output.writeImmutableBuffer(part.bytes)
                for start in part.starts { starts.append(base + start) }
            }
        }
        if output.writerIndex == 0 { output.writeInteger(UInt8(ascii: "[")) }
        starts.append(UInt32(output.writerIndex))
        if rowCount > 0 { output.moveWriterIndex(to: output.writerIndex - 1) }
        output.writeInteger(UInt8(ascii: "]"))
        all = output
        self.starts = starts
    }

    /// The rows of one part of the file, with a comma behind each; of the first, with `[` before them.
    private struct Part {
        var bytes = ByteBuffer()
        var starts: [UInt32] = []

        init(
            _ cells: borrowing CSVCells, _ index: Int, names: [[UInt8]], empties: [[UInt8]], fixed: Int, isFirst: Bool
        ) throws(CSVMistake) {
            let part = cells.parts[index]
            let columns = names.count
            bytes.reserveCapacity(1024)
            if isFirst { bytes.writeInteger(UInt8(ascii: "[")) }
            starts.reserveCapacity(part.count / max(1, columns) + 1)
            var advised = 0
            for row in stride(from: 0, to: part.count, by: columns) {
                starts.append(UInt32(bytes.writerIndex))
                var bound = fixed
                for cell in row..<row + columns { bound += part[cell].length * (part[cell].isPlain ? 1 : 6) }
                guard bytes.writerIndex + bound < Int(UInt32.max) else {
                    throw CSVMistake(
                        line: row / columns + 2, "From here on the table is too large to be served")
                }
                bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
                    // It has grown: what is new has not been touched yet.
                    if target.count > advised { LargeMemory.advise(target.baseAddress, target.count) }
                    advised = target.count
                    var writer = Writer(target: target)
                    for column in 0..<columns {
                        writer.write(names[column])
                        writer.write(cells, part[row + column], type: cells.types[column], empty: empties[column])
                    }
                    writer.write(UInt8(ascii: "}"))
                    writer.write(UInt8(ascii: ","))
                    return writer.position
                }
            }
        }
    }

    /// Writes without looking at bounds: the caller has made sure of them for the whole row.
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

        mutating func write(
            _ cells: borrowing CSVCells, _ cell: CSVCells.Cell, type: ColumnType, empty: [UInt8]
        ) {
            let content = cells.content(of: cell)
            switch type {
            case _ where content.isEmpty: write(empty)
            case .unknown: write(empty)
            case .text:
                if cell.isPlain {
                    write(UInt8(ascii: "\""))
                    write(UnsafeRawBufferPointer(content))
                    write(UInt8(ascii: "\""))
                } else {
                    write(cells.withText(of: cell) { JSONText.string($0) })
                }
            case .boolean:
                if ColumnType.matches(content, "nan") { return write(empty) }
                write(Array((content.count == 4 ? "true" : "false").utf8))
            case .integer, .number:
                // NaN is the one thing in such a column that begins with a letter.
                if content[0] | 0x20 == UInt8(ascii: "n") { return write(empty) }
                write(UnsafeRawBufferPointer(content))
            }
        }
    }

    /// Some rows as a JSON array.
    ///
    /// - Parameter rows: Ascending.
    func array(of rows: some Collection<UInt32>) -> ByteBuffer {
        var size = 2
        for row in rows { size += Int(starts[Int(row) + 1] - starts[Int(row)]) }
        var output = ByteBuffer()
        output.reserveCapacity(size)
        output.writeInteger(UInt8(ascii: "["))
        all.withUnsafeReadableBytes { all in
            var iterator = rows.makeIterator()
            var next = iterator.next()
            while let first = next {
                var end = first + 1
                next = iterator.next()
                while let following = next, following == end {
                    end += 1
                    next = iterator.next()
                }
                // With the comma behind each, but for the last.
                let bytes = all[Int(starts[Int(first)])..<Int(starts[Int(end)]) - 1]
                output.writeBytes(UnsafeRawBufferPointer(rebasing: bytes))
                if next != nil { output.writeInteger(UInt8(ascii: ",")) }
            }
        }
        output.writeInteger(UInt8(ascii: "]"))
        return output
    }
}
