package import Diagnostics

/// One thing that the stack runs: a built-in server, or any program.
package struct Service: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case files(FileSite)
        case table(TableSource)
        /// A program and its arguments; the first is looked up in PATH.
        case command([String])
    }

    /// Where a built-in server runs.
    package enum RunMode: String, Sendable, Equatable, CaseIterable {
        case inProcess = "in-process"
        case child
    }

    package var name: Located<String>
    package var kind: Kind
    package var port: Located<UInt16>?
    /// How its number came about.
    package var portChoice: PortChoice
    /// Further ones, each with a name.
    package var ports: [NamedPort]
    /// Whether devstack opens the ports, and hands them over to the program at each start.
    package var isActivated: Bool
    /// `localhost` (127.0.0.1 and ::1), or an address.
    package var host: String
    /// Further Host names that a built-in answers to.
    package var hosts: [Located<String>]
    /// What makes this an https service.
    package var tls: ServiceTLS?
    package var run: RunMode
    package var dependsOn: [ServiceDependency]
    package var ready: Readiness
    /// How long the service may take to become ready.
    package var within: Duration
    /// What the stack file itself sets; it wins over `fileEnvironment`.
    package var environment: [EnvironmentVariable]
    package var environmentFiles: [EnvironmentFile]
    /// What those set, a later one over an earlier one.
    package var fileEnvironment: [EnvironmentVariable]
    /// An absolute path.
    package var workingDirectory: String
    /// Whether the program gets a terminal in place of pipes.
    package var hasTerminal: Bool
    package var stopSignal: Int32
    package var stopGracePeriod: Duration
    package var restart: RestartPolicy
    package var healthCheck: HealthCheck?
    /// The longest pause between two signs of life of a service that tells how it is: WATCHDOG=1 of sd_notify(3).
    package var watchdog: Duration?
    /// It runs only when one of these is asked for; without any it always does.
    package var profiles: [String]
    package var logs: LogRotation
    package var location: SourceLocation

    package init(
        name: Located<String>, kind: Kind, port: Located<UInt16>? = nil, portChoice: PortChoice = .written,
        ports: [NamedPort] = [],
        isActivated: Bool = false, host: String = "localhost",
        hosts: [Located<String>] = [], tls: ServiceTLS? = nil, run: RunMode = .inProcess,
        dependsOn: [ServiceDependency] = [], ready: Readiness = .started, within: Duration = .seconds(30),
        environment: [EnvironmentVariable] = [], environmentFiles: [EnvironmentFile] = [],
        fileEnvironment: [EnvironmentVariable] = [], workingDirectory: String, hasTerminal: Bool = false,
        stopSignal: Int32 = 15,
        stopGracePeriod: Duration = .seconds(10), restart: RestartPolicy = .no, healthCheck: HealthCheck? = nil,
        watchdog: Duration? = nil, profiles: [String] = [], logs: LogRotation = LogRotation(),
        location: SourceLocation
    ) {
        self.name = name
        self.kind = kind
        self.port = port
        self.portChoice = portChoice
        self.ports = ports
        self.isActivated = isActivated
        self.host = host
        self.hosts = hosts
        self.tls = tls
        self.run = run
        self.dependsOn = dependsOn
        self.ready = ready
        self.within = within
        self.environment = environment
        self.environmentFiles = environmentFiles
        self.fileEnvironment = fileEnvironment
        self.workingDirectory = workingDirectory
        self.hasTerminal = hasTerminal
        self.stopSignal = stopSignal
        self.stopGracePeriod = stopGracePeriod
        self.restart = restart
        self.healthCheck = healthCheck
        self.watchdog = watchdog
        self.profiles = profiles
        self.logs = logs
        self.location = location
    }
}

/// A variable of a service's or a check's environment.
package struct EnvironmentVariable: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
