/// What is wrong with a CSV file, and at which line of it.
struct CSVMistake: Error, Sendable, Equatable {
    /// Counted from 1; of a row that spans several, its first.
    var line: Int
    /// One sentence without a full stop.
    var message: String

    init(line: Int, _ message: String) {
        self.line = line
        self.message = message
    }
}
