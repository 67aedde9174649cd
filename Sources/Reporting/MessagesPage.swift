package import Diagnostics

/// docs/messages.md: every code with its explanation and its example, as Markdown.
package enum MessagesPage {
    package static func text(_ explanations: [CodeExplanation]) -> String {
        let list = explanations.map { "| [\($0.code)](#\($0.code.lowercased())) | \(Self.cell($0.summary)) |" }
        let head = """
            # Messages

            Every mistake, warning and fault that devstack names by a code. `devstack explain CODE` shows the same on the
            terminal; what stands below is made from the same source by `make docs`, and each message in it is what
            devstack says of the lines above it. E codes are mistakes in the stack file, W what is legal but hardly meant,
            C is about certificates, T about trust in them, R about the command and its reports, S about the start of the services. A code is
            never given to another kind of mistake. The terminal shows 20 in one go at most, errors before warnings, and
            counts the rest; `--format json` and `--format github` have every one.

            | code | meaning |
            |---|---|
            """
        return head + "\n" + list.joined(separator: "\n") + "\n" + explanations.map(section).joined()
    }

    private static func section(_ explanation: CodeExplanation) -> String {
        let example = explanation.example
        var text = "\n## \(explanation.code)\n\n**\(cell(explanation.summary))**\n"
        for paragraph in explanation.details { text += "\n" + prose(paragraph) + "\n" }
        let language = example.file.map { $0.hasSuffix(".yaml") ? "yaml" : "sh" } ?? ""
        if example.file != nil { text += fence(language, PrintableSource.text(example.wrong)) }
        let renderer = DiagnosticRenderer(style: .plain, width: 100, sources: example.sources)
        text += fence("text", renderer.render(example.diagnostics))
        if let right = example.right { text += "\nRight:\n" + fence(language, right) }
        return text
    }

    private static func prose(_ paragraph: String) -> String {
        Paragraph.rows(escaped(paragraph), width: 120).joined(separator: "\n")
    }

    private static func fence(_ language: String, _ text: String) -> String {
        "\n```\(language)\n" + TextLines.of(text).joined(separator: "\n") + "\n```\n"
    }

    private static func cell(_ text: String) -> String { escaped(text).replacing("|", with: "\\|") }

    /// What would be Markdown outside of code: stars, brackets and angles.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            guard index % 2 == 0 else { return String(part) }
            return part.reduce(into: "") { result, character in
                if "*<>[]_\\".contains(character) { result.append("\\") }
                result.append(character)
            }
        }.joined(separator: "`")
    }
}
