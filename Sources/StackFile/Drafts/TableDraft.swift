internal import Diagnostics
internal import StackModel

/// The long form of `table`, while it is read.
struct TableDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    /// An absolute path.
    var csv: String?
    var filters: [TableSource.Filter]?
    var fill: [TableSource.Fill]?
}
