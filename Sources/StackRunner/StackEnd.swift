package import StackModel

/// How a stack ended that another devstack ran.
package struct StackEnd: Sendable {
    /// That devstack's own.
    package var status: ExitStatus
    package var services: [ServiceReport]

    package init(status: ExitStatus, services: [ServiceReport]) {
        self.status = status
        self.services = services
    }
}
