/// One row of "for those who know Compose", in Markdown.
struct ComposeDifference: Sendable {
    /// The thing: a word of Compose, or several.
    var topic: String
    /// What it is in Compose.
    var there: String
    /// What it is here.
    var here: String
    var reason: String

    init(_ topic: String, there: String, here: String, because reason: String) {
        self.topic = topic
        self.there = there
        self.here = here
        self.reason = reason
    }
}
