/// A request whose syntax, host and method are in order.
struct Request {
    var isHead: Bool
    var target: RequestTarget
    var fields: RequestFields
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    var now: Int
    /// `nil` outside of any event loop.
    var turn: Turn?
}
