/// Who listens where: in the stack here, and elsewhere on this machine.
package struct PortReport: Sendable, Equatable {
    package enum State: String, Sendable, Equatable {
        /// The service's own processes listen wherever it must.
        case up
        /// Nobody is in the way, and at least one address waits for the service.
        case free
        /// Somebody else listens there.
        case taken
        /// The stack may be up, and whether the one who listens there is its service is not for this user to see.
        case hidden
    }

    /// A port that the stack file gives to a service.
    package struct Declared: Sendable, Equatable {
        package var service: String
        package var port: UInt16
        /// At which the service is to listen, without brackets: `127.0.0.1`, `::1`.
        package var addresses: [String]
        package var state: State
        /// What listens at one of these addresses, the service's own and others.
        package var listeners: [ListenerReport]
        /// The addresses at which the service must listen and nobody does.
        package var missing: [String]
        /// What to do where the port is taken.
        package var remedy: String?

        package init(
            service: String, port: UInt16, addresses: [String], state: State, listeners: [ListenerReport] = [],
            missing: [String] = [], remedy: String? = nil
        ) {
            self.service = service
            self.port = port
            self.addresses = addresses
            self.state = state
            self.listeners = listeners
            self.missing = missing
            self.remedy = remedy
        }
    }

    /// Whether a stack is up.
    package enum Presence: Sendable, Equatable {
        /// By the devstack of this pid.
        case up(Int32)
        case down
        /// Its state folder is closed to this user, or /proc does not say.
        case unknown
    }

    /// The stack whose file was read.
    package struct Stack: Sendable, Equatable {
        package var name: String
        package var file: String
        package var directory: String
        package var presence: Presence
        /// In the order of the file, those that were asked for.
        package var ports: [Declared]

        package init(name: String, file: String, directory: String, presence: Presence, ports: [Declared] = []) {
            self.name = name
            self.file = file
            self.directory = directory
            self.presence = presence
            self.ports = ports
        }

        /// The devstack that runs it, where that is known.
        package var runner: Int32? { if case .up(let pid) = presence { pid } else { nil } }
    }

    /// The ports that were asked for; none means all.
    package var asked: [UInt16]
    package var stack: Stack?
    /// Everything that listens, the stack's own included, by port.
    package var listeners: [ListenerReport]
    /// What could not be seen, and why.
    package var notes: [String]

    package init(
        asked: [UInt16] = [], stack: Stack? = nil, listeners: [ListenerReport] = [], notes: [String] = []
    ) {
        self.asked = asked
        self.stack = stack
        self.listeners = listeners
        self.notes = notes
    }
}

extension PortReport {
    /// What a command line shows may hold a secret of the stack.
    package func masked(by mask: SecretMask) -> PortReport {
        if mask.isEmpty { return self }
        var report = self
        report.listeners = listeners.map { $0.masked(by: mask) }
        for index in stack?.ports.indices ?? 0..<0 {
            report.stack?.ports[index].listeners = stack?.ports[index].listeners.map { $0.masked(by: mask) } ?? []
        }
        return report
    }
}

extension ListenerReport {
    fileprivate func masked(by mask: SecretMask) -> ListenerReport {
        var report = self
        for index in holders.indices { report.holders[index].arguments = holders[index].arguments.map(mask.masked) }
        return report
    }
}
