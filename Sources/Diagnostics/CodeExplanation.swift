/// What `devstack explain` and docs/messages.md say of one kind of mistake.
package struct CodeExplanation: Sendable {
    /// Lines that make the mistake, what devstack says of them, and lines that do not.
    package struct Example: Sendable {
        /// The file that the lines are of; `nil` where the mistake is in no file.
        package var file: String?
        package var wrong: String
        /// What devstack says, by its own code and not by heart.
        package var diagnostics: [Diagnostic]
        package var right: String?

        package init(file: String? = nil, wrong: String = "", diagnostics: [Diagnostic], right: String? = nil) {
            self.file = file
            self.wrong = wrong
            self.diagnostics = diagnostics
            self.right = right
        }
    }

    package var code: String
    /// One line: what this kind of mistake is.
    package var summary: String
    /// Why it is one, and what to do: paragraphs without line breaks.
    package var details: [String]
    package var example: Example

    /// - Parameter details: as it is written in code: a line break is a blank, an empty line begins a paragraph.
    package init(code: String, summary: String, details: String, example: Example) {
        self.code = code
        self.summary = summary
        self.details = details.split(separator: "\n\n").map { $0.split(separator: "\n").joined(separator: " ") }
        self.example = example
    }
}
