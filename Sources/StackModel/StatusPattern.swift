/// An HTTP status, or a class of them.
package enum StatusPattern: Sendable, Hashable {
    case exactly(Int)
    /// `2xx` is `ofClass(2)`.
    case ofClass(Int)

    package func matches(_ status: Int) -> Bool {
        switch self {
        case .exactly(let wanted): status == wanted
        case .ofClass(let wanted): status / 100 == wanted
        }
    }
}

extension StatusPattern: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exactly(let status): "\(status)"
        case .ofClass(let digit): "\(digit)xx"
        }
    }
}
