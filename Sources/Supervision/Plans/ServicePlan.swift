package import Linux
package import StackModel

/// A service as the supervisor is to run it.
package struct ServicePlan: Sendable {
    package enum Run: Sendable {
        case process(ProcessPlan)
        case inProcess(any InProcessService)
    }

    package var name: String
    /// By the indices of the plans.
    package var dependencies: [StackMachine.Dependency]
    package var run: Run
    package var listeners: [ListenerPlan]
    /// Whether its listeners are opened before its program runs, and handed over to it at every start.
    package var isActivated: Bool
    /// Of an activated one: whether it calls listen(2) itself, so that its port is open only when it runs.
    package var listensItself: Bool
    /// Its ports, for reports.
    package var ports: [ServiceReport.Port]
    /// What keeps its ports for it until it listens.
    package var reservations: [PortReservation]
    package var readiness: Readiness
    /// How long it may take to become ready.
    package var within: Duration
    package var stopSignal: Int32
    /// From the stop signal to SIGKILL.
    package var gracePeriod: Duration
    package var restart: RestartPolicy
    package var healthCheck: HealthCheck?
    /// The longest pause between two signs of life.
    package var watchdog: Duration?
    package var logs: LogRotation
    /// Where it answers, for reports: `https://localhost:1443`.
    package var address: String?

    package init(
        name: String, dependencies: [StackMachine.Dependency] = [], run: Run, listeners: [ListenerPlan] = [],
        isActivated: Bool = false, listensItself: Bool = false, ports: [ServiceReport.Port] = [],
        reservations: [PortReservation] = [], readiness: Readiness,
        within: Duration = .seconds(30), stopSignal: Int32 = 15, gracePeriod: Duration = .seconds(10),
        restart: RestartPolicy = .no, healthCheck: HealthCheck? = nil, watchdog: Duration? = nil,
        logs: LogRotation = LogRotation(), address: String? = nil
    ) {
        self.name = name
        self.dependencies = dependencies
        self.run = run
        self.listeners = listeners
        self.isActivated = isActivated
        self.listensItself = listensItself
        self.ports = ports
        self.reservations = reservations
        self.readiness = readiness
        self.within = within
        self.stopSignal = stopSignal
        self.gracePeriod = gracePeriod
        self.restart = restart
        self.healthCheck = healthCheck
        self.watchdog = watchdog
        self.logs = logs
        self.address = address
    }
}

/// An address and port that a service is to have to itself.
package struct ListenerPlan: Sendable, Hashable {
    package var address: InternetAddress
    package var port: UInt16
    /// The port's, in the words of the stack file.
    package var name: String
    /// Whether the service is ready only when it answers there; else no one else may listen there, and that is all.
    package var isRequired: Bool

    package init(address: InternetAddress, port: UInt16, name: String = "port", isRequired: Bool = true) {
        self.name = name
        self.address = address
        self.port = port
        self.isRequired = isRequired
    }
}

extension ListenerPlan: CustomStringConvertible {
    /// `127.0.0.1:9000`, `[::1]:9000`.
    package var description: String { "\(address.bracketed):\(port)" }
}
