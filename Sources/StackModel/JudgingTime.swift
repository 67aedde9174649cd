/// When certificates are judged, where that is not the moment itself.
package struct JudgingTime: Sendable, Hashable {
    /// Since 1970-01-01T00:00:00Z.
    package var seconds: Double
    /// For people: `2027-12-28 16:14 UTC`.
    package var words: String

    package init(seconds: Double, words: String) {
        self.seconds = seconds
        self.words = words
    }
}
