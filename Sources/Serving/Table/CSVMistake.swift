/// What is wrong with a CSV file, and at which line of it.
struct CSVMistake: Error, Sendable, Equatable {
    /// Counted from 1; of a row that spans several, its first.
    var line: Int
    /// One sentence without a full stop.
    var message: String
    /// What to do beyond correcting that line: an imperative sentence without a full stop.
    var remedy: String?

    init(line: Int, _ message: String, remedy: String? = nil) {
        self.line = line
        self.message = message
        self.remedy = remedy
    }

    static let saveAsUTF8 = "Save the file as UTF-8"
}
