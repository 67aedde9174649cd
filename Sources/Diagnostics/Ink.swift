/// What a piece of text is, in so far as its colour and weight say so.
package enum Ink: Sendable, Hashable {
    case error
    case warning
    case note
    case help
    case success
    /// What is looked at first: a message, a heading.
    case strong
    /// What is there for the one who looks: times, frames, line numbers.
    case faint
    /// A service, by its place in the stack file; colours come again after the last.
    case service(Int)

    /// None of them says good or bad: red, green and yellow are left to that.
    private static let serviceColours = ["36", "35", "94", "96", "95", "34"]

    /// The parameters of the SGR sequence (ECMA-48, 8.3.117).
    var parameters: String {
        switch self {
        case .error: "1;31"
        case .warning: "1;33"
        case .note: "1;36"
        case .help: "36"
        case .success: "32"
        case .strong: "1"
        case .faint: "2"
        case .service(let index): Self.serviceColours[Int(index.magnitude) % Self.serviceColours.count]
        }
    }
}
