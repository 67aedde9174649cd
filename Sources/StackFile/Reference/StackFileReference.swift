/// The reference page of the stack file, made from the tables of words.
package enum StackFileReference {
    private static let composeHeading = "For those who know Compose"

    /// Markdown, with a line break at the end.
    package static var page: String {
        let tables = Language.tables
        let headings = tables.map(\.heading) + ["Values", composeHeading, "In an editor"]
        let contents = headings.map { "- [\($0)](#\(MarkdownText.anchor($0)))\n" }.joined()
        return
            ([
                "<!-- Made from the tables in Sources/StackFile/Language: change those, then run `make docs`. -->\n",
                ReferenceChapter.opening, ReferenceChapter.example, contents,
            ] + tables.map(\.section) + [ReferenceChapter.values, compose, ReferenceChapter.editor + "\n"])
            .joined(separator: "\n").replacing("\n\n\n", with: "\n\n")
    }

    private static var compose: String {
        """
        ## \(composeHeading)

        Where Docker Compose has a word for a thing, the stack file uses that word. What both have means the same, but for \
        these:

        \(MarkdownText.table(["in Compose", "it is there", "it is here", "because"], ComposeDifference.all.map {
            [$0.topic, $0.there, $0.here, $0.reason]
        }))
        """
    }
}
