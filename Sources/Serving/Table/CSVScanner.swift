import Dispatch
import Glibc
internal import NIOCore
import Synchronization

/// Goes through a CSV file byte by byte, once; a large one in parts, side by side.
struct CSVScanner {
    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// What a byte says about the cell it is in.
    private enum Class {
        static let digit: UInt8 = 1
        static let otherOfNumber: UInt8 = 2
        static let text: UInt8 = 4
        /// A JSON string must escape it.
        static let escaped: UInt8 = 8
        static let beyondASCII: UInt8 = 16
        static let end: UInt8 = 128
    }

    private static let classes: [UInt8] = (0...255).map { (byte: UInt8) in
        switch byte {
        case comma, lineFeed, carriageReturn: Class.end
        case 0x30...0x39: Class.digit
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            Class.otherOfNumber
        case quote, UInt8(ascii: "\\"), 0..<0x20: Class.text | Class.escaped
        case 0x80...: Class.text | Class.beyondASCII
        default: Class.text
        }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the file ends, without the line feed put behind it, or the part of it that this scanner is for.
    private var count: Int
    private var position = 0
    private var line = 1
    private let smallestPart: Int

    /// - Parameter smallestPart: Bytes below which a file is not worth another thread.
    init(_ bytes: UnsafeBufferPointer<UInt8>, smallestPart: Int) {
        self.bytes = bytes
        self.smallestPart = smallestPart
        count = bytes.count - 1
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// A scanner for a part that begins with a row; its lines count from 1 on.
    private init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        smallestPart = .max
        position = range.lowerBound
        count = range.upperBound
    }

    /// Whether the file begins with the mark of UTF-16, or with a character of ASCII in it.
    private var isUTF16: Bool {
        guard count >= 2 else { return false }
        return (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)
            || (bytes[0] == 0) != (bytes[1] == 0)
    }

    mutating func readHeader() throws(CSVMistake) -> [String] {
        guard !isUTF16 else { throw CSVMistake(line: 1, "The file is UTF-16", remedy: CSVMistake.saveAsUTF8) }
        Self.skipEmptyLines(bytes, count, &position, &line)
        guard position < count else { throw CSVMistake(line: 1, "The file has no header line") }
        var names: [String] = []
        let start = line
        var isLast = false
        while !isLast {
            let (cell, _) = try Self.classes.withUnsafeBufferPointer { classes throws(CSVMistake) in
                try readCell(classes)
            }
            let content = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.start + cell.length])
            let name = String(
                decoding: cell.hasDoubledQuotes ? Self.undoubled(content) : Array(content), as: UTF8.self)
            guard !names.contains(name) else { throw CSVMistake(line: start, "Two columns are named \(name)") }
            names.append(name)
            isLast = endCell()
        }
        return names
    }

    /// What one part of the file holds, its lines counted from 1 on.
    private typealias Part = Result<(cells: [CSVCells.Cell], types: [ColumnType], lines: Int), CSVMistake>

    /// The cells of all rows, each of which must have as many as there are types, in parts that follow each other.
    mutating func readRows(types: inout [ColumnType]) throws(CSVMistake) -> [[CSVCells.Cell]] {
        let ranges = parts()
        let shared = SharedBytes(bytes)
        let start = line
        let unknown = [ColumnType](repeating: .unknown, count: types.count)
        let results = Mutex([Part?](repeating: nil, count: ranges.count))
        DispatchQueue.concurrentPerform(iterations: ranges.count) { index in
            var scanner = CSVScanner(shared.buffer, in: ranges[index])
            var types = unknown
            let part = Result { () throws(CSVMistake) in
                let cells = try scanner.readPart(types: &types)
                return (cells: cells, types: types, lines: scanner.line)
            }
            results.withLock { $0[index] = part }
        }
        var cells: [[CSVCells.Cell]] = []
        var linesBefore = start - 1
        for result in results.withLock({ $0 }) {
            guard let result else { continue }
            do {
                let part = try result.get()
                cells.append(part.cells)
                for column in types.indices { types[column] = types[column].merged(with: part.types[column]) }
                linesBefore += part.lines - 1
            } catch {
                var mistake = error
                mistake.line += linesBefore
                throw mistake
            }
        }
        return cells
    }

    /// What is left, in parts cut behind line feeds.
    ///
    /// A file with quotes is one part: whether a line feed is within quotes is known only to who has read all before it.
    private func parts() -> [Range<Int>] {
        let length = count - position
        let wanted = min(System.coreCount, length / smallestPart)
        guard wanted > 1, let start = bytes.baseAddress, memchr(start + position, Int32(Self.quote), length) == nil
        else { return [position..<max(position, count)] }
        var ranges: [Range<Int>] = []
        var first = position
        for part in 1...wanted {
            let aim = max(first, position + length / wanted * part)
            let end =
                part == wanted ? count : bytes[aim..<count].firstIndex(of: Self.lineFeed).map { $0 + 1 } ?? count
            if end > first { ranges.append(first..<end) }
            first = end
        }
        return ranges
    }

    /// The cells of this scanner's rows.
    private mutating func readPart(types: inout [ColumnType]) throws(CSVMistake) -> [CSVCells.Cell] {
        let columns = types.count
        var cells: [CSVCells.Cell] = []
        cells.reserveCapacity(Self.separators(bytes[position..<count]) + 1)
        let capacity = cells.capacity * MemoryLayout<CSVCells.Cell>.stride
        cells.withUnsafeMutableBytes { LargeMemory.advise($0.baseAddress, capacity) }
        try Self.classes.withUnsafeBufferPointer { classes throws(CSVMistake) in
            while true {
                Self.skipEmptyLines(bytes, count, &position, &line)
                if position >= count { return }
                let start = line
                var column = 0
                var isLast = false
                while !isLast {
                    let (cell, mask) = try readCell(classes)
                    if column < columns, types[column] != .text, cell.length > 0 {
                        let type = types[column].merged(with: type(of: cell, mask))
                        if type != types[column] { types[column] = type }
                    }
                    cells.append(cell)
                    column += 1
                    isLast = endCell()
                }
                guard column == columns else {
                    throw CSVMistake(
                        line: start,
                        "This row has \(column) cell\(column == 1 ? "" : "s"), but the header has \(columns)")
                }
            }
        }
        return cells
    }

    private func type(of cell: CSVCells.Cell, _ mask: UInt8) -> ColumnType {
        if mask == Class.digit, cell.length < 19, cell.length == 1 || bytes[cell.start] != 0x30 { return .integer }
        // Longer ones with letters in them are neither true, false, NaN nor a number.
        if mask & Class.text != 0, cell.length > 5 { return .text }
        return ColumnType(of: UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.start + cell.length]))
    }

    /// Reads one cell and stops at what ends it.
    private mutating func readCell(
        _ classes: UnsafeBufferPointer<UInt8>
    ) throws(CSVMistake) -> (CSVCells.Cell, mask: UInt8) {
        if bytes[position] == Self.quote { return try readQuoted(classes) }
        let start = position
        var mask: UInt8 = 0
        while true {
            let kind = classes[Int(bytes[position])]
            if kind & Class.end != 0 { break }
            mask |= kind
            position += 1
        }
        return (try cell(start, position, mask, hasDoubledQuotes: false, line: line), mask)
    }

    private mutating func readQuoted(
        _ classes: UnsafeBufferPointer<UInt8>
    ) throws(CSVMistake) -> (CSVCells.Cell, mask: UInt8) {
        let first = line
        position += 1
        let start = position
        var mask: UInt8 = 0
        var hasDoubledQuotes = false
        while true {
            guard position < count else { throw CSVMistake(line: first, "A quote is opened here and never closed") }
            let byte = bytes[position]
            if byte == Self.quote {
                guard bytes[position + 1] == Self.quote, position + 1 < count else { break }
                hasDoubledQuotes = true
                position += 1
            } else if byte == Self.lineFeed || (byte == Self.carriageReturn && bytes[position + 1] != Self.lineFeed) {
                line += 1
            }
            let kind = classes[Int(byte)]
            mask |= kind & Class.end != 0 ? (byte == Self.comma ? Class.text : Class.text | Class.escaped) : kind
            position += 1
        }
        let end = position
        position += 1
        guard classes[Int(bytes[position])] & Class.end != 0 else {
            throw CSVMistake(line: line, "After a closing quote comes something other than a comma or a line's end")
        }
        return (try cell(start, end, mask, hasDoubledQuotes: hasDoubledQuotes, line: first), mask)
    }

    private func cell(
        _ start: Int, _ end: Int, _ mask: UInt8, hasDoubledQuotes: Bool, line: Int
    ) throws(CSVMistake) -> CSVCells.Cell {
        guard end - start <= CSVCells.Cell.maximumLength else {
            throw CSVMistake(line: line, "A cell is longer than 16 MiB")
        }
        if mask & Class.beyondASCII != 0 {
            guard String(validating: bytes[start..<end], as: UTF8.self) != nil else {
                throw CSVMistake(line: line, "This line is not UTF-8", remedy: CSVMistake.saveAsUTF8)
            }
        }
        return CSVCells.Cell(
            start: start, length: end - start, isPlain: mask & Class.escaped == 0, hasDoubledQuotes: hasDoubledQuotes)
    }

    /// Steps over what ends a cell; returns whether it ended the row too.
    private mutating func endCell() -> Bool {
        let byte = bytes[position]
        position += 1
        if byte == Self.comma { return false }
        // The byte behind a CR is there: at the latest the line feed behind the file.
        if byte == Self.carriageReturn, position < count, bytes[position] == Self.lineFeed { position += 1 }
        line += 1
        return true
    }

    private static func skipEmptyLines(
        _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int, _ position: inout Int, _ line: inout Int
    ) {
        while position < count {
            if bytes[position] == lineFeed {
                position += 1
            } else if bytes[position] == carriageReturn {
                position += bytes[position + 1] == lineFeed && position + 1 < count ? 2 : 1
            } else {
                return
            }
            line += 1
        }
    }

    /// How many commas and line ends there are at most.
    private static func separators(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var total = 0
        for byte in UnsafeBufferPointer(rebasing: bytes) {
            total &+= (byte == comma ? 1 : 0) &+ (byte == lineFeed ? 1 : 0) &+ (byte == carriageReturn ? 1 : 0)
        }
        return total
    }

    /// A quoted cell's content with each doubled quote as one.
    static func undoubled(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(content.count)
        var isSecond = false
        for byte in content {
            if byte == quote, isSecond {
                isSecond = false
                continue
            }
            isSecond = byte == quote
            text.append(byte)
        }
        return text
    }
}
