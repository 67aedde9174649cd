/// Why a text is no URL that a check can ask for.
struct RequestURLError: Error {
    var message: String
    var remedy: String?
    /// The offset in scalars of what is wrong.
    var offset: Int
}
