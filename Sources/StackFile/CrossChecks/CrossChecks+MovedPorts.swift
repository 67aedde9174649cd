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
            stack.services.map { ($0.name, $0.given, $0.textsOfPrograms) }
            + stack.checks.map {
                ($0.name, $0.given, [("command", $0.command ?? []), ("environment", $0.environment.map(\.value))])
            }
        for (name, given, words) in programs {
            for (word, texts) in words {
                guard let place = given[word] else { continue }
                for move in moves where texts.contains(where: { Self.holds($0, move.port.from) }) {
                    let reference = NamedPort.reference(to: move.port.name, of: move.service)
                    report(
                        .writtenPort,
                        "`\(word)` of \(name.value.excerpt) holds \(move.port.from), and that port of "
                            + "\(move.service.excerpt) is \(move.port.to) in this run",
                        at: place,
                        // Such a file cannot name ports.
                        remedy: word == "env_file"
                            ? "Set that variable in `environment`, with ${\(reference)}."
                            : "Write ${\(reference)} in its place.")
                }
            }
        }
    }

    /// Whether a number stands in a text, and not as a part of a longer one.
    private static func holds(_ text: String, _ number: UInt16) -> Bool {
        text.utf8.split(whereSeparator: { !CoreSchema.isDigit($0) }).contains { $0.elementsEqual("\(number)".utf8) }
    }
}

extension ServiceDraft {
    /// What its program, and those that ask how it is, are told, by the words that say it.
    fileprivate var textsOfPrograms: [(word: String, texts: [String])] {
        var words = [
            ("command", command ?? []), ("environment", environment.map(\.value)),
            ("env_file", fileEnvironment.map(\.value)),
        ]
        if case .command(let arguments)? = ready?.value { words.append(("ready", arguments)) }
        if case .command(let arguments)? = health?.resolved(ready: nil)?.probe {
            words.append(("healthcheck", arguments))
        }
        return words
    }
}
