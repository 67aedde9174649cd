internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Where a program is told the number of a port that has another one in this run.
    mutating func warnOfMovedPorts() {
        let moves = stack.services.flatMap { service in
            service.movedPorts.map { (service: service.name.value, port: $0) }
        }
        guard !moves.isEmpty else { return }
        let programs =
            stack.services.map { ($0.name, $0.given, $0.command, $0.environment) }
            + stack.checks.map { ($0.name, $0.given, $0.command, $0.environment) }
        for (name, given, command, environment) in programs {
            for (word, texts) in [("command", command ?? []), ("environment", environment.map(\.value))] {
                guard let place = given[word] else { continue }
                for move in moves where texts.contains(where: { Self.holds($0, move.port.from) }) {
                    let reference = PortNumbers.reference(to: move.port.name, of: move.service)
                    report(
                        .writtenPort,
                        "`\(word)` of \(name.value.excerpt) holds \(move.port.from), and that port of "
                            + "\(move.service.excerpt) is \(move.port.to) in this run",
                        at: place, remedy: "Write ${\(reference)} in its place.")
                }
            }
        }
    }

    /// Whether a number stands in a text, and not as a part of a longer one.
    private static func holds(_ text: String, _ number: UInt16) -> Bool {
        text.utf8.split(whereSeparator: { !CoreSchema.isDigit($0) }).contains { $0.elementsEqual("\(number)".utf8) }
    }
}
