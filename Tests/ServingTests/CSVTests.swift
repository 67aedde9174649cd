import NIOCore
import NIOPosix
import Testbed
import Testing

@testable import Serving

@Suite struct CSVTests {
    /// Header and rows, each cell as text; or the mistake.
    private func read(
        _ bytes: [UInt8], smallestPart: Int = 1 << 20
    ) -> Result<(header: [String], types: [ColumnType], rows: [[String]]), CSVMistake> {
        Result { () throws(CSVMistake) in
            let cells = try CSVCells(KeptBytes(bytes + [0x0A]), smallestPart: smallestPart)
            let all = Array(cells.parts.joined())
            let rows = (0..<cells.rowCount).map { row in
                (0..<cells.header.count).map { column in
                    cells.withText(of: all[row * cells.header.count + column]) {
                        String(decoding: $0, as: UTF8.self)
                    }
                }
            }
            return (cells.header, cells.types, rows)
        }
    }

    private func rows(_ text: String) throws -> [[String]] { try read(Array(text.utf8)).get().rows }

    private func mistake(_ bytes: [UInt8]) -> CSVMistake? {
        if case .failure(let mistake) = read(bytes) { mistake } else { nil }
    }

    private func mistake(_ text: String) -> CSVMistake? { mistake(Array(text.utf8)) }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "a,b\n1,2\n3,4", "\u{FEFF}a,b\n1,2\n3,4\r\n",
        "\n\na,b\n\n1,2\r\n\r\n3,4\n\n\n", "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"", "a,b\n1,2\n3,\"4\"",
    ])
    func linesEndInEachWay(_ text: String) throws {
        let table = try read(Array(text.utf8)).get()
        #expect(table.header == ["a", "b"] && table.rows == [["1", "2"], ["3", "4"]])
        #expect(table.types == [.integer, .integer])
    }

    @Test func quotedCellsHoldEverything() throws {
        #expect(
            try rows("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"\r\n\"\n\"\",\"\"\"\"\n") == [
                ["x,y", "he said \"no\""], ["two\nlines", "\r\n"], ["", "\""],
            ])
        #expect(try rows("a\n\"\"\"\"\"\"") == [["\"\""]])
        // Within a cell that does not begin with one, a quote is a plain character.
        #expect(try rows("a,b\n5\" pipe,x\n") == [["5\" pipe", "x"]])
    }

    @Test func emptyCellsAreCells() throws {
        #expect(try rows("a,b,c\n,,\n1,,\n,,3\n") == [["", "", ""], ["1", "", ""], ["", "", "3"]])
        #expect(try rows("a,b") == [] && rows("a,b\n") == [])
        #expect(try rows("a,\n1,2\n") == [["1", "2"]])
    }

    @Test func mistakesNameTheirLine() {
        #expect(mistake("")?.message.contains("no header") == true)
        #expect(mistake("\u{FEFF}\n\n")?.message.contains("no header") == true)
        #expect(mistake("a,b\n1,2\n3\n") == CSVMistake(line: 3, "This row has 1 cell, but the header has 2"))
        #expect(mistake("a,b\n1,2,3\n")?.line == 2)
        #expect(mistake("a,b\r\n\"x\r\ny\",2\r\n\r\n1\r\n")?.line == 5)
        #expect(mistake("a,b\r\"x\ry\",2\r1\r")?.line == 4)
        #expect(mistake("a,b,a\n1,2,3\n") == CSVMistake(line: 1, "Two columns are named a"))
        #expect(mistake("a,b\n1,\"open\n2,3\n") == CSVMistake(line: 2, "A quote is opened here and never closed"))
        #expect(mistake("a\n\"")?.line == 2)
        #expect(mistake("a,b\n\"x\"y,2\n")?.message.hasPrefix("After a closing quote") == true)
        let wide = CSVMistake(line: 1, "The file is UTF-16", remedy: "Save the file as UTF-8")
        #expect(mistake([0xFF, 0xFE, 0x61, 0, 0x0A, 0]) == wide && mistake([0xFE, 0xFF, 0, 0x61]) == wide)
        #expect(mistake([0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0]) == wide && mistake([0, 0x61, 0, 0x0A]) == wide)
        #expect(
            mistake(Array("a,b\n1,2\n3,".utf8) + [0xFF, 0x0A])
                == CSVMistake(line: 3, "This line is not UTF-8", remedy: "Save the file as UTF-8"))
        #expect(mistake(Array("a,b\n1,\"".utf8) + [0xC0, 0xAE, 0x22])?.line == 2)
        #expect(mistake(Array("a".utf8) + [0xE4, 0x0A])?.line == 1)
    }

    @Test(arguments: [
        ("1", ColumnType.integer), ("0", .integer), ("-12", .integer), ("9223372036854775807", .integer),
        ("9223372036854775808", .text), ("3.0", .number), ("-0.5", .number), ("1e3", .number), ("1E-3", .number),
        ("1e999", .text), ("007", .text), ("-01", .text), ("1.", .text), (".5", .text), ("+1", .text), ("1e", .text),
        ("-", .text), ("e", .text), ("0x10", .text), ("1_000", .text), ("1 ", .text), ("true", .boolean),
        ("FALSE", .boolean), ("yes", .text), ("NaN", .unknown), ("nan", .unknown), ("inf", .text), ("", .unknown),
        ("Infinity", .text), ("2021-01-01", .text), ("1.2.3", .text), ("--1", .text), ("tru\u{5}", .text),
    ])
    func cellsHaveTypes(_ text: String, _ type: ColumnType) throws {
        #expect(Array(text.utf8).withUnsafeBufferPointer { ColumnType(of: $0) } == type)
        #expect(try read(Array("a,b\n\(text),1\n".utf8)).get().types[0] == type)
    }

    @Test func columnsAreWhatAllTheirCellsAre() throws {
        let table = try read(Array("a,b,c,d,e\n1,1,true,,x\n2,2.5,FALSE,,1\n,,,,\n3,nan,true,,2\n".utf8)).get()
        #expect(table.types == [.integer, .number, .boolean, .unknown, .text])
        #expect(try read(Array("a\n1\ntrue\n".utf8)).get().types == [.text])
        #expect(try read(Array("a\n2.5\n1\n".utf8)).get().types == [.number])
    }

    /// A reader that is so simple that it is right: one character at a time, no types.
    private func reference(_ bytes: [UInt8]) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        var rest = bytes[...]
        func isEnd(_ byte: UInt8?) -> Bool { byte == nil || byte == 0x2C || byte == 0x0A || byte == 0x0D }
        while true {
            let byte = rest.popFirst()
            if isQuoted {
                guard let byte else { return nil }
                if byte != 0x22 {
                    cell.append(byte)
                } else if rest.first == 0x22 {
                    rest.removeFirst()
                    cell.append(0x22)
                } else {
                    isQuoted = false
                    wasQuoted = true
                    guard isEnd(rest.first) else { return nil }
                }
            } else if byte == 0x22, cell.isEmpty, !wasQuoted {
                isQuoted = true
            } else if isEnd(byte) {
                if byte == 0x0D, rest.first == 0x0A { rest.removeFirst() }
                let isBlank = row.isEmpty && cell.isEmpty && !wasQuoted && byte != 0x2C
                if !isBlank { row.append(String(decoding: cell, as: UTF8.self)) }
                (cell, wasQuoted) = ([], false)
                if byte != 0x2C, !row.isEmpty {
                    rows.append(row)
                    row = []
                }
                if byte == nil { return rows.allSatisfy { $0.count == rows[0].count } ? rows : nil }
            } else if let byte {
                cell.append(byte)
            }
        }
    }

    @Test func randomFilesReadAsByASimpleReader() throws {
        var random = SeededGenerator(seed: 20_261_123)
        let pieces = [
            ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"x\"", "a", "12", "3.5", "ü", " ", "\"a,\n\"", "true", ",,",
        ]
        var wellFormed = 0
        for _ in 0..<20_000 {
            var text = "h,i\n"
            for _ in 0..<Int.random(in: 0..<9, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
            let bytes = Array(text.utf8)
            let expected = reference(bytes)
            switch read(bytes) {
            case .success(let table):
                wellFormed += 1
                #expect([table.header] + table.rows == expected, "\(text.debugDescription)")
            case .failure(let mistake): #expect(expected == nil, "\(text.debugDescription): \(mistake)")
            }
        }
        #expect(wellFormed > 1000)
    }

    @Test func aFileInPartsReadsAsInOne() throws {
        var random = SeededGenerator(seed: 20_261_124)
        let pieces = ["1", "22", "3.5", "", "text", "true", "ü"]
        let ends = ["\n", "\n", "\r\n", "\n\n", "\r"]
        var mistakes = 0
        for _ in 0..<2_000 {
            var text = "h,i\n"
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                for cell in 0..<(Int.random(in: 0..<200, using: &random) == 0 ? 3 : 2) {
                    text += (cell > 0 ? "," : "") + (pieces.randomElement(using: &random) ?? "")
                }
                text += ends.randomElement(using: &random) ?? ""
            }
            let bytes = Array(text.utf8)
            switch (read(bytes), read(bytes, smallestPart: 8)) {
            case (.success(let whole), .success(let parts)):
                #expect(whole.rows == parts.rows && whole.types == parts.types, "\(text.debugDescription)")
            case (.failure(let one), .failure(let other)):
                mistakes += 1
                #expect(one == other, "\(text.debugDescription)")
            default: Issue.record("one is a mistake and the other is none: \(text.debugDescription)")
            }
        }
        #expect(mistakes > 100)
    }

    @Test func rowsAreWrittenInPartsAsInOneAndEachAlone() throws {
        let text = "name,count\n" + (0..<500).map { "n\\\($0),\($0 % 9 == 0 ? "" : "\($0 * 7)")\n" }.joined()
        let layout = RowLayout(header: ["name", "count"], fills: [nil, .bool(false)])
        let picks: [[UInt32]] = [[], [0], [499], [0, 1, 249, 250, 251, 499], Array(0..<500)]
        let written = try [Int.max, 64].map { smallestPart in
            let cells = try CSVCells(KeptBytes(Array(text.utf8) + [0x0A]), smallestPart: smallestPart)
            #expect(cells.rowCount == 500)
            #expect(cells.parts.count == (smallestPart == .max ? 1 : System.coreCount))
            let rows = try WrittenRows(cells, layout: layout)
            let unwritten = UnwrittenRows(cells, layout: layout)
            for pick in picks { #expect(rows.array(of: pick) == unwritten.array(of: pick)) }
            #expect(rows.all == unwritten.array(of: picks[4]))
            return String(buffer: rows.all)
        }
        #expect(written[0] == written[1])
        #expect(written[0].hasPrefix(#"[{"name":"n\\0","count":false},{"name":"n\\1","count":7},"#))
        #expect(written[0].hasSuffix(#"{"name":"n\\499","count":3493}]"#))
    }

    @Test func aLargeTableIsTheSameBeforeAndAfterItsRowsAreWritten() async throws {
        let text = "name,count\n" + (0..<5000).map { "n\($0),\($0 * 7)\n" }.joined()
        func cells() throws -> CSVCells { try CSVCells(KeptBytes(Array(text.utf8) + [0x0A]), smallestPart: 1024) }
        let layout = RowLayout(header: ["name", "count"], fills: [nil, nil])
        let small = try TableRows(try cells(), layout: layout)
        let large = try TableRows(try cells(), layout: layout, large: 1)
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        #expect(small.preparation(on: eventLoop) == nil)
        #expect(large.all == small.all && large.array(of: [7, 4999]) == small.array(of: [7, 4999]))
        try await large.preparation(on: eventLoop)?.get()
        #expect(large.preparation(on: eventLoop) == nil)
        #expect(large.all == small.all && large.array(of: [7, 4999]) == small.array(of: [7, 4999]))
    }
}
