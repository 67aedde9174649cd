/// What a service waits for before it is started.
package struct ServiceNeed: Sendable, Equatable {
    /// The other service's name.
    package var service: String
    package var condition: ServiceDependency.Condition

    package init(_ service: String, _ condition: ServiceDependency.Condition = .ready) {
        self.service = service
        self.condition = condition
    }
}
