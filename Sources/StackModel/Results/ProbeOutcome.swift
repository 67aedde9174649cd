/// What came of asking a service once whether it is ready.
package enum ProbeOutcome: Sendable, Equatable {
    case passed
    /// Why not, in one clause that does not name the request: "answered with status 404, not 2xx".
    case failed(String)
}
