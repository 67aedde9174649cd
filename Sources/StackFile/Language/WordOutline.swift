/// A word without the code that reads it: what the reference, the schema and the messages say of it.
struct WordOutline: Sendable {
    /// One of the words that a word takes, where each has a meaning of its own.
    struct Choice: Sendable {
        var word: String
        var meaning: String

        init(_ word: String, _ meaning: String) {
            self.word = word
            self.meaning = meaning
        }
    }

    var name: String
    var takes: ValueShape
    /// One line, without the default.
    var meaning: String
    /// What holds where the word is left out, in Markdown.
    var `default`: String?
    /// What does not fit into one line, in Markdown.
    var details: String?
    var choices: [Choice] = []
    /// YAML that shows the word with what it stands in.
    var example: String?
    /// How Compose's word of this name, or for this thing, differs.
    var compose: ComposeDifference?
    /// What other programs call it, or people do: only for "did you mean".
    var alsoCalled: [String] = []
    /// Of a matcher's word: what it can be applied to.
    var subjects: [MatcherDraft.Subject]?
}
