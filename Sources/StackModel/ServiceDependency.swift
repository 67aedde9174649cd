/// What a service needs before it is started.
package struct ServiceDependency: Sendable, Equatable {
    /// How far the other service must be.
    package enum Condition: Sendable, Hashable, CaseIterable {
        /// Its program runs.
        case started
        /// It is ready in its own sense.
        case ready
        /// It has ended with status 0.
        case completed
    }

    /// The other service's name.
    package var service: Located<String>
    package var condition: Condition
    /// Whether the dependent is started again whenever the other service is.
    package var restarts: Bool

    package init(_ service: Located<String>, condition: Condition = .ready, restarts: Bool = false) {
        self.service = service
        self.condition = condition
        self.restarts = restarts
    }
}
