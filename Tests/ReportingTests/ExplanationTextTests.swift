import Diagnostics
import Testing

@testable import Reporting

@Suite struct ExplanationTextTests {
    private let explanation = CodeExplanation(
        code: "E030", summary: "A key is unknown.",
        details: """
            A long paragraph that goes over the line, so that it is broken at blanks alone, wherever the
            source code broke it.

            Another one.
            """,
        example: .init(
            file: "devstack.yaml", wrong: "nam: birds\n",
            diagnostics: [
                Diagnostic(
                    "E030", "`nam` is unknown", at: SourceLocation(file: "devstack.yaml", line: 1, column: 1, length: 3)
                )
            ], right: "name: birds\n"))

    @Test func plain() {
        #expect(
            ExplanationText(width: 60).lines(of: explanation) == [
                "E030  A key is unknown.", "",
                "A long paragraph that goes over the line, so that it is",
                "broken at blanks alone, wherever the source code broke it.", "",
                "Another one.", "", "devstack.yaml, wrong:", "", "    nam: birds", "", "what devstack says:", "",
                "    devstack.yaml:1:1: error[E030]: `nam` is unknown", "      |", "    1 | nam: birds", "      | ^^^",
                "",
                "devstack.yaml, right:", "", "    name: birds",
            ])
    }

    @Test func pageEscapesWhatWouldBeMarkdown() {
        var other = explanation
        other.details = ["a *star*, `a*b` and <angle>"]
        let page = MessagesPage.text([other])
        #expect(page.contains("a \\*star\\*, `a*b` and \\<angle\\>"))
        #expect(page.contains("| [E030](#e030) | A key is unknown. |"))
        #expect(page.contains("```yaml\nnam: birds\n```\n\n```text\ndevstack.yaml:1:1: error[E030]"))
    }
}
