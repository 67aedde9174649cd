/// What a test's own machinery could not do.
struct FixtureError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
