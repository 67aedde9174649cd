internal import NIOCore
import NIOHTTP1

/// A request that has come in whole, or is refused before it has; answered in the order of arrival.
struct Arrival {
    var head: HTTPRequestHead?
    var fields: RequestFields?
    /// Set where the request is not even looked at.
    var refusal: Refusal?
    var time: NIODeadline
    /// When it was first to be answered, in nanoseconds since 1970-01-01T00:00:00Z; `nil` until then.
    var asked: Int?
    /// Whether the connection ends with the answer.
    var isLast: Bool
}
