import Dispatch
import Glibc
internal import NIOCore
import Synchronization

/// The rows of a table, written as JSON once and for all.
struct WrittenRows: Sendable {
    /// `[`, the rows as objects with a comma after each but the last, `]`.
    let all: ByteBuffer
    /// Where each row begins in `all`, and where the next would after the last.
    private let starts: [UInt32]

    /// - Throws: `CSVMistake` when it all is more than 4 GiB.
    init(_ cells: borrowing CSVCells, layout: RowLayout) throws(CSVMistake) {
        let count = cells.parts.count

        // How long each row will be, so that all parts can be written into one buffer side by side.
        let lengths = Mutex([[UInt32]](repeating: [], count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let part = layout.lengths(of: cells, part: index)
            lengths.withLock { $0[index] = part }
        }
        var starts: [UInt32] = []
        starts.reserveCapacity(cells.rowCount + 1)
        var next = 1
        var bounds: [Int] = []
        for part in lengths.withLock({ $0 }) {
            bounds.append(next)
            for length in part {
                starts.append(UInt32(next))
                next += Int(length)
                guard next < Int(UInt32.max) else {
                    throw CSVMistake(line: starts.count + 1, "From here on the table is too large to be served")
                }
            }
        }
        starts.append(UInt32(next))

        var output = ByteBuffer()
        output.reserveCapacity(next + 1)
        output.writeInteger(UInt8(ascii: "["))
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: next) { target in
            LargeMemory.advise(target.baseAddress, next)
            let place = SharedPlace(target)
            let ranges = bounds.indices.map { bounds[$0] - 1..<(($0 + 1 < count ? bounds[$0 + 1] : next) - 1) }
            DispatchQueue.concurrentPerform(iterations: count) { index in
                layout.write(cells, part: index, to: place.buffer(ranges[index]))
            }
            return next - 1
        }
        if next > 1 { output.moveWriterIndex(to: output.writerIndex - 1) }
        output.writeInteger(UInt8(ascii: "]"))
        all = output
        self.starts = starts
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
