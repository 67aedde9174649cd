internal import Diagnostics
internal import StackModel

/// The `expect` mapping, while it is read.
struct ExpectDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var expectation = Expectation()
}
