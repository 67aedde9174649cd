internal import StackModel

extension TimelinePage {
    /// The figures without a chart, for readers without eyes or scripts, and for paper.
    static func tables(of report: RunReport) -> String {
        var tables: [String] = []
        let services = report.services.flatMap { service in
            service.lives.enumerated().map { row(of: $1, turn: $0, service) }
        }
        if !services.isEmpty {
            tables.append(
                table(
                    "Services",
                    [
                        "service", "waits for", "start", "program runs", "listens, noticed", "by at most", "ready",
                        "by at most", "ended", "why",
                    ], services))
        }
        let checks = report.checks.map { check in
            [
                check.name, check.verdict.word, check.startedAfter.map(DurationText.of) ?? "",
                check.startedAfter == nil ? "" : DurationText.of(check.duration),
                PhaseSpan.spans(of: check).map { "\($0.name) \(DurationText.of($0.to - $0.from))" }.joined(
                    separator: ", "),
            ]
        }
        if !checks.isEmpty { tables.append(table("Checks", ["check", "verdict", "began", "took", "phases"], checks)) }
        let stages = report.stages.map {
            [$0.kind.rawValue, DurationText.of($0.from), DurationText.of($0.to - $0.from)]
        }
        if !stages.isEmpty { tables.append(table("The run", ["stage", "began", "took"], stages)) }
        return tables.joined(separator: "\n")
    }

    private static func row(of life: ServiceLife, turn: Int, _ service: ServiceReport) -> [String] {
        func text(_ duration: Duration?) -> String { duration.map(DurationText.of) ?? "" }
        return [
            turn == 0 ? service.name : "\(service.name), again",
            turn == 0 ? service.needs.map(\.service).joined(separator: ", ") : "",
            text(life.startedAt), text(life.spawnedAt), text(life.listening?.seenAt), text(life.listening?.lag),
            text(life.ready?.seenAt), text(life.ready?.lag), text(life.endedAt), life.ending ?? "",
        ]
    }

    private static func table(_ caption: String, _ heads: [String], _ rows: [[String]]) -> String {
        let head = heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        let body = rows.map { row in
            let cells = row.enumerated().map { index, cell in
                index == 0 ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td>\(escaped(cell))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return "<table><caption>\(caption)</caption><thead><tr>\(head)</tr></thead><tbody>\n"
            + body.joined(separator: "\n") + "\n</tbody></table>"
    }
}
