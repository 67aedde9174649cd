/// What becomes of the stack once a run has made its checks.
package enum StackStay: Sendable {
    /// It has ended, or it is not this run's to say.
    case ended
    /// It runs on here, until Ctrl-C.
    case here
    /// It runs on with nobody there to press Ctrl-C.
    case detached
    /// It runs on where it was started, and its lines are shown here.
    case joined

    /// How it is stopped; `nil` of one that has ended.
    var remedy: String? {
        switch self {
        case .ended: nil
        case .here: "Ctrl-C stops the stack"
        case .detached: "devstack down stops the stack"
        case .joined: "Ctrl-C leaves the stack up; devstack down stops it"
        }
    }
}
