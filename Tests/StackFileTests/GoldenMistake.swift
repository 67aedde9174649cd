/// One mistake of a golden pair's answer, read back from its text.
struct GoldenMistake: Equatable {
    var isError: Bool
    var code: String
    var line: Int
    var column: Int
    /// The message, with the remedy behind it.
    var text: String
    /// Where the first note points, if there is one.
    var noteColumn: Int?
    var noteLine: Int?

    /// The mistakes that stand in `devstack.yaml` itself.
    static func all(in answer: String) -> [GoldenMistake] {
        var mistakes: [GoldenMistake] = []
        var isElsewhere = false
        for line in answer.split(separator: "\n") {
            if let match = line.wholeMatch(of: /(error|warning)\[([EW][0-9]+)\] (\S+?):(\d+):(\d+)(?:-\d+)? (.*)/) {
                isElsewhere = match.3 != "devstack.yaml"
                guard !isElsewhere else { continue }
                mistakes.append(
                    GoldenMistake(
                        isError: match.1 == "error", code: String(match.2), line: Int(match.4) ?? 0,
                        column: Int(match.5) ?? 0, text: String(match.6)))
            } else if !isElsewhere, !mistakes.isEmpty, line.hasPrefix("    ") {
                let last = mistakes.count - 1
                let note = line.wholeMatch(of: /\ +note: devstack\.yaml:(\d+):(\d+).*/)
                if let note, mistakes[last].noteLine == nil {
                    mistakes[last].noteLine = Int(note.1)
                    mistakes[last].noteColumn = Int(note.2)
                }
                mistakes[last].text += "\n" + line
            }
        }
        return mistakes
    }
}
