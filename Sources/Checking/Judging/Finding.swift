/// A matcher that was not met.
struct Finding: Equatable {
    /// Where below the subject: `[3]`, or `.count`; empty for the subject itself.
    var place = ""
    var expected: String
    var actual: String
    var explanation: String?
}
