/// What may be asked of one service of a stack that runs.
package enum ServiceRequest: String, Sendable, CaseIterable {
    /// It, and what it needs, is to run.
    case start
    /// It alone is to end, and to stay so.
    case stop
    /// It is to end and run again, and so is what asks to be started again with it.
    case restart
}
