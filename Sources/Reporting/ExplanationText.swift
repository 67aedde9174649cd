package import Diagnostics

/// `devstack explain` on the terminal: what a code means, with an example.
package struct ExplanationText: Sendable {
    private let style: Style
    /// How many columns the text may take; lines longer than some 80 are no pleasure to read.
    private let width: Int

    package init(style: Style = .plain, width: Int = 80) {
        self.style = style
        self.width = max(40, min(width, 80))
    }

    /// One code, whole.
    package func lines(of explanation: CodeExplanation) -> [String] {
        var lines = [style.paint(explanation.code, .strong) + "  " + style.paint(explanation.summary, .strong)]
        for paragraph in explanation.details { lines += [""] + Paragraph.rows(paragraph, width: width) }
        let example = explanation.example
        if let file = example.file {
            lines += ["", "\(file), wrong:", ""] + Self.indented(TextLines.of(PrintableSource.text(example.wrong)))
        }
        lines += ["", "what devstack says:", ""]
        // The frame around it is 4 columns wide.
        let renderer = DiagnosticRenderer(style: style, width: width - 4, sources: example.sources)
        lines += Self.indented(TextLines.of(renderer.render(example.diagnostics)))
        if let file = example.file, let right = example.right {
            lines += ["", "\(file), right:", ""] + Self.indented(TextLines.of(right))
        }
        return lines
    }

    /// Every code with its summary.
    package func list(of explanations: [CodeExplanation]) -> [String] {
        explanations.map { style.paint($0.code, .strong) + "  " + $0.summary }
            + ["", style.paint("devstack explain CODE says more of one of them, with an example.", .faint)]
    }

    private static func indented(_ lines: [String]) -> [String] { lines.map { $0.isEmpty ? "" : "    " + $0 } }
}

extension CodeExplanation.Example {
    /// The example's text, by the name that its diagnostics use.
    var sources: [String: SourceText] { file.map { [$0: SourceText(wrong)] } ?? [:] }
}
