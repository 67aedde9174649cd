import Glibc

/// A CSV file (RFC 4180) cut into cells, with the type of each column.
///
/// Lines end with CR LF, LF or CR; the last one need not. A byte-order mark and empty lines are passed over.
struct CSVCells: ~Copyable, Sendable {
    /// Where a cell is in the file, in 36 bits, how long, in 24, and what is special about it, in 4.
    struct Cell: Sendable {
        private var bits: UInt64

        init(start: Int, length: Int, isPlain: Bool, hasDoubledQuotes: Bool) {
            bits = UInt64(start) << 28 | UInt64(length) << 4 | (isPlain ? 1 : 0) | (hasDoubledQuotes ? 2 : 0)
        }

        static let maximumLength = 1 << 24 - 1

        var start: Int { Int(bits >> 28) }
        var length: Int { Int(bits >> 4 & 0xFF_FFFF) }
        /// Whether a JSON string holds it as it is.
        var isPlain: Bool { bits & 1 != 0 }
        /// Whether it was quoted and holds quotes, which are written twice (RFC 4180, 2.7).
        var hasDoubledQuotes: Bool { bits & 2 != 0 }
    }

    /// One byte more than the file: a line feed, at which every scan ends.
    let bytes: KeptBytes
    private(set) var header: [String] = []
    private(set) var types: [ColumnType] = []
    /// Row by row, in parts that follow each other; each holds whole rows.
    private(set) var parts: [[Cell]] = []

    var rowCount: Int { header.isEmpty ? 0 : parts.reduce(0) { $0 + $1.count } / header.count }

    /// - Parameters:
    ///   - bytes: The file, and a line feed that is not of it.
    ///   - smallestPart: Bytes below which a part of the file is not worth another thread.
    /// - Throws: `CSVMistake` at the first line that is not as it should be.
    init(_ bytes: KeptBytes, smallestPart: Int = 1 << 20) throws(CSVMistake) {
        self.bytes = bytes
        var scanner = CSVScanner(bytes.shared.buffer, smallestPart: smallestPart)
        header = try scanner.readHeader()
        types = [ColumnType](repeating: .unknown, count: header.count)
        parts = try scanner.readRows(types: &types)
    }

    /// A cell's content, quotes still doubled.
    func content(of cell: Cell) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes.shared.buffer[cell.start..<cell.start + cell.length])
    }

    /// A cell's content with single quotes, where that is another one.
    func withText<Result>(of cell: Cell, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        guard cell.hasDoubledQuotes else { return body(content(of: cell)) }
        return CSVScanner.undoubled(content(of: cell)).withUnsafeBufferPointer(body)
    }
}
