/// What came of asking a service once whether it is ready.
package enum ProbeOutcome: Sendable, Equatable {
    case passed
    /// Why not, in one clause: "refused: 127.0.0.1:8000: Connection refused".
    case failed(String)
}
