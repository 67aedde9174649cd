internal import Diagnostics

/// A matcher that was not met.
struct Finding: Equatable {
    /// Where below the subject: `[3]`, or `.count`; empty for the subject itself.
    var place = ""
    /// The condition's own place in the stack file, where it is one of several.
    var location: SourceLocation?
    var expected: String
    var actual: String
    var explanation: String?
}
