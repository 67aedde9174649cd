internal import NIOCore
import NIOHTTP1

/// A request that has come in whole, or is refused before it has; answered in the order of arrival.
struct Arrival {
    var head: HTTPRequestHead?
    var fields: RequestFields?
    /// Set where the request is not even looked at.
    var refusal: Refusal?
    var time: NIODeadline
    /// Whether the connection ends with the answer.
    var isLast: Bool
}
