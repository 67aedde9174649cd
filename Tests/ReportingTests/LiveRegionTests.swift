import Reporting
import Testing

@Suite struct LiveRegionTests {
    /// As much of a terminal as the region needs.
    struct Screen {
        var lines: [String] = [""]
        var row = 0
        var column = 0

        mutating func write(_ text: String) {
            var rest = text[...]
            while let character = rest.first {
                if rest.hasPrefix("\u{1B}["), let end = rest.dropFirst(2).firstIndex(where: \.isLetter) {
                    let count = Int(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
                    switch rest[end] {
                    case "A": row = max(0, row - (count ?? 1))
                    case "K": lines[row] = String(lines[row].prefix(column))
                    case "J": lines = lines[..<row] + [String(lines[row].prefix(column))]
                    default: break
                    }
                    rest = rest[rest.index(after: end)...]
                    continue
                }
                switch character {
                case "\n":
                    row += 1
                    column = 0
                    if row == lines.count { lines.append("") }
                case "\r": column = 0
                default:
                    lines[row] =
                        String(lines[row].prefix(column)) + String(character) + lines[row].dropFirst(column + 1)
                    column += 1
                }
                rest = rest.dropFirst()
            }
        }
    }

    @Test func aRegionIsReplacedWhetherItGrowsOrShrinks() {
        var screen = Screen()
        screen.write("$ devstack up\n")
        var previous = 0
        for lines in [["one long line", "two"], ["one", "two", "three"], ["1"], [], ["a", "b"]] {
            screen.write(LiveRegion.redraw(previous: previous, lines: lines))
            #expect(screen.lines == ["$ devstack up"] + lines + [""])
            previous = lines.count
        }
        screen.write(LiveRegion.erase(previous: previous))
        #expect(screen.lines == ["$ devstack up", ""])
    }

    @Test func theSequencesAreThese() {
        #expect(LiveRegion.redraw(previous: 0, lines: ["a"]) == "a\u{1B}[K\n")
        #expect(LiveRegion.redraw(previous: 2, lines: ["a"]) == "\r\u{1B}[2Aa\u{1B}[K\n\u{1B}[J")
        #expect(LiveRegion.erase(previous: 3) == "\r\u{1B}[3A\u{1B}[J")
        #expect(LiveRegion.erase(previous: 0) == "")
    }
}
