/// Whether a service that has ended by itself is started again.
package enum RestartPolicy: Sendable, Hashable {
    case no
    /// After a failure, at most so often in a row; without a number, without end.
    case onFailure(atMost: Int?)
    case always
    /// As `always`, but one that was told to stop stays so when the stack is made anew.
    case unlessStopped

    /// Whether one that has ended this often in a row before is started again after a failure.
    package func restarts(after deaths: Int) -> Bool {
        switch self {
        case .no: false
        case .onFailure(let most): most.map { deaths < $0 } ?? true
        case .always, .unlessStopped: true
        }
    }

    /// Whether one that has done what it is for is started again.
    package var restartsAfterSuccess: Bool {
        switch self {
        case .no, .onFailure: false
        case .always, .unlessStopped: true
        }
    }
}
