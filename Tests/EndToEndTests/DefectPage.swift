import StackModel
import Testbed

/// docs/defects.md: who refuses what, in what words, and a whole stack.
struct DefectPage {
    struct Row {
        var defect: CertificateDefect
        /// As the page has it: `expired`, or (`untrusted_issuer`).
        var failure: String
        /// By the column's name, whether that client refuses it.
        var refuses: [String: Bool]
        /// By the family that has words of its own.
        var words: [String: String]
    }

    let text: String
    /// In the order of the page.
    let rows: [Row]
    let clients: [String]
    let example: String

    /// Of a page that has not the tables and the example that it should have, what is missing.
    init() throws {
        let path = Example.root + "/docs/defects.md"
        guard let text = readWhole(path) else { throw TestbedError("\(path) cannot be read") }
        let who = Self.table(in: text, below: "## Who refuses what")
        let words = Self.table(in: text, below: "## In what words")
        guard let heading = who.first, let families = words.first, heading.count > 2 else {
            throw TestbedError("\(path) has no tables")
        }
        let said = Dictionary(
            words.dropFirst().map { (Self.bare($0[0]), Dictionary(zip(families, $0)) { $1 }) },
            uniquingKeysWith: { first, _ in first })
        rows = try who.dropFirst().map { cells in
            guard let defect = CertificateDefect(rawValue: Self.bare(cells[0])), cells.count == heading.count else {
                throw TestbedError("no row of defects: \(cells)")
            }
            return Row(
                defect: defect, failure: cells[1],
                refuses: Dictionary(
                    uniqueKeysWithValues: zip(heading, cells).dropFirst(2).map { ($0, $1 == "refuses") }),
                words: said[defect.rawValue] ?? [:])
        }
        clients = Array(heading.dropFirst(2))
        let parts = text.components(behind: "## All of them\n").components(behind: "```yaml\n")
        guard let end = parts.firstRange(of: "```") else { throw TestbedError("\(path) has no example") }
        example = String(parts[..<end.lowerBound])
        self.text = text
    }

    private static func bare(_ cell: String) -> String { cell.filter { $0 != "`" } }

    /// The cells of the first table below a heading, the line of dashes left out.
    private static func table(in text: String, below heading: String) -> [[String]] {
        let lines = text.components(behind: heading + "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        return rows.filter { !$0.hasPrefix("|---") }.map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
                let inner = cell.drop { $0 == " " }
                return String(inner.reversed().drop { $0 == " " }.reversed())
            }
        }
    }
}

extension StringProtocol {
    /// What stands behind the first occurrence; nothing if there is none.
    fileprivate func components(behind part: String) -> String {
        firstRange(of: part).map { String(self[$0.upperBound...]) } ?? ""
    }
}
