internal import Diagnostics

/// What a mapping says, while it is read: anything may still be missing or wrong.
protocol WordDraft {
    /// The words that were given, whether their values could be read or not, and where.
    var given: [String: SourceLocation] { get set }
    /// The words of `given` that were misspelt, so that nothing is known of their values.
    var guessed: Set<String> { get set }
}
