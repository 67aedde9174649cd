/// What may be asked of one service of a stack that runs.
package enum ServiceRequest: String, Sendable, CaseIterable {
    case start
    case stop
    case restart
}
