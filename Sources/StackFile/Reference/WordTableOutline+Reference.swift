extension WordTableOutline {
    /// The section of a table in the reference.
    var section: String {
        var text = "## \(heading)\n\n\(introduction)\n"
        if let example { text += "\n```yaml\n\(example)\n```\n" }
        text += "\n" + wordTable
        if !rules.isEmpty { text += "\n" + rules.map { "- \($0.sentence)\n" }.joined() }
        for word in words {
            guard word.details != nil || word.example != nil || !word.choices.isEmpty else { continue }
            text += "\n**`\(word.name)`**" + (word.details.map { ": \($0)\n" } ?? "\n")
            if !word.choices.isEmpty {
                text +=
                    "\n"
                    + MarkdownText.table(["`\(word.name)`", ""], word.choices.map { ["`\($0.word)`", $0.meaning] })
            }
            if let example = word.example { text += "\n```yaml\n\(example)\n```\n" }
        }
        return text
    }

    private var wordTable: String {
        let header = ["word", "takes", "default", "meaning"]
        guard words.contains(where: { $0.default != nil }) else {
            return MarkdownText.table([header[0], header[1], header[3]], rows.map { [$0[0], $0[1], $0[3]] })
        }
        return MarkdownText.table(header, rows)
    }

    /// Words that follow each other and differ in nothing but their name share a row.
    private var rows: [[String]] {
        var rows: [[String]] = []
        for word in words {
            let said = [word.takes.reference, word.default ?? "", word.meaning + word.applicability]
            if let last = rows.last, Array(last.dropFirst()) == said {
                rows[rows.count - 1][0] += ", `\(word.name)`"
            } else {
                rows.append(["`\(word.name)`"] + said)
            }
        }
        return rows
    }
}

extension WordOutline {
    /// Of a matcher's word: what it says nothing of.
    fileprivate var applicability: String {
        guard let subjects, subjects.count < MatcherDraft.Subject.allCases.count else { return "" }
        return " For \(MarkdownText.list(subjects.map(\.rawValue)))."
    }
}
