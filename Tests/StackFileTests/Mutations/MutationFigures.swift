/// What came of a run.
struct MutationFigures: CustomStringConvertible {
    var mutants = 0
    var refused = 0
    /// Keys that are no words: those that chance made, and those of one edit.
    var strange = 0
    var strangeReported = 0
    var misspelt = 0
    var guessedRight = 0
    var slowest: Duration = .zero

    var description: String {
        """
        \(mutants) files, \(refused) refused, \(strangeReported) of \(strange) unknown keys reported at their place, \
        \(guessedRight) of \(misspelt) misspelt keys answered with the right word, slowest \(slowest)
        """
    }
}
