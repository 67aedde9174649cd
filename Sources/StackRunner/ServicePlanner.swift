import Checking
internal import Diagnostics
import Linux
import NIOCore
internal import StackModel
import Supervision
internal import Trust

/// Turns the services of a stack into what the supervisor runs.
struct ServicePlanner: Sendable {
    let stack: Stack
    let group: any EventLoopGroup
    let relay: LogRelay
    /// What was chosen for this run; without it, its numbers are another run's.
    private let ports: PortChooser?
    /// The stack that runs, this one or the one that it is to replace.
    let current: CurrentStack
    /// What makes programs of the stack trust its authority.
    private let trust: [EnvironmentVariable]

    /// - Throws: `SystemError` when the trust bundles for children cannot be written.
    init(
        stack: Stack, group: any EventLoopGroup, relay: LogRelay, ports: PortChooser? = nil, current: CurrentStack
    ) throws(SystemError) {
        self.stack = stack
        self.ports = ports
        self.group = group
        self.relay = relay
        self.current = current
        trust = stack.runsPrograms ? try stack.clientTrust() : []
    }

    /// What keeps the stack's programs from trusting its authority.
    var findings: [Diagnostic] {
        guard stack.runsPrograms, !stack.certificates.isEmpty else { return [] }
        return stack.truststoreFinding(trust).map { [$0] } ?? []
    }

    /// In the order of the stack, with dependencies by the supervisor's numbers.
    func plans() throws -> [ServicePlan] {
        let numbers = current.numbers(of: stack)
        return try stack.services.map { service in
            ServicePlan(
                name: service.name.value,
                dependencies: service.dependsOn.compactMap { dependency in
                    numbers[dependency.service.value].map {
                        StackMachine.Dependency($0, condition: dependency.condition, restarts: dependency.restarts)
                    }
                },
                run: try run(service, number: numbers[service.name.value] ?? 0), listeners: service.listeners,
                isActivated: service.isActivated || service.isChildServer, listensItself: service.isChildServer,
                ports: service.numbers, reservations: ports?.reservations(of: service.name.value) ?? [],
                readiness: service.ready, within: service.within, stopSignal: service.stopSignal,
                gracePeriod: service.stopGracePeriod, restart: service.restart,
                healthCheck: service.healthCheck, watchdog: service.watchdog, logs: service.logs,
                address: address(of: service))
        }
    }

    private func run(_ service: Service, number: Int) throws -> ServicePlan.Run {
        let port = service.port.map { [EnvironmentVariable("PORT", "\($0.value)")] } ?? []
        let environment = merged(
            (service.isBuiltIn ? [] : port)
                + ClientTrust.joined(trust, service.fileEnvironment + service.environment))
        switch service.kind {
        case .command(let arguments):
            return .process(
                ProcessPlan(
                    arguments: arguments,
                    environment: service.hasTerminal ? Self.forTerminal(environment) : environment,
                    workingDirectory: service.workingDirectory, hasTerminal: service.hasTerminal))
        case .files, .table:
            if service.run == .child {
                return .process(
                    ChildServer.plan(service, of: stack, ports: ports?.record, environment: environment))
            }
            return .inProcess(
                BuiltInService(
                    plan: BuiltInPlan(stack: stack, service: service) { [current] in current.stack.certificateStore },
                    group: group
                ) { line in relay.log(service: number, line) })
        }
    }

    /// As in Compose, where there is no other.
    private static func forTerminal(_ environment: [String]) -> [String] {
        environment.contains { $0.hasPrefix("TERM=") } ? environment : environment + ["TERM=xterm"]
    }

    private func address(of service: Service) -> String? {
        service.port.map { port in
            let host = service.host.contains(":") ? "[\(service.host)]" : service.host
            let scheme = service.tls != nil ? "https://" : service.isBuiltIn ? "http://" : ""
            return "\(scheme)\(host):\(port.value)"
        }
    }

    /// What the checks must know of the stack.
    ///
    /// - Parameter judgingTime: when they judge certificates, if not at the moment itself.
    func checkEnvironment(commands: CommandChecks, judgingTime: JudgingTime?) throws -> CheckEnvironment {
        let addresses = stack.services.reduce(into: [UInt16: [String]]()) { known, service in
            for port in service.numbers { known[port.number, default: []] += service.addresses }
        }
        let authority = stack.certificates.isEmpty ? nil : try WholeFile.read(stack.certificateStore.authorityFile)
        return CheckEnvironment(
            authorityPEM: authority, certificates: authority.map(stack.knownCertificates(authorityPEM:)),
            localNames: Set(stack.certificates.flatMap { $0.names.map(\.value) }),
            localDomains: stack.authority.permit.map(\.value),
            addresses: { addresses[$0] ?? [] }, childEnvironment: trust,
            identity: stack.identity(ofCertificate:),
            probeCertificate: stack.ownClientCertificate,
            commandRunner: { command, timeout in
                await commands.run(
                    ProcessPlan(
                        arguments: command.arguments,
                        environment: merged(ClientTrust.joined(trust, command.environment)),
                        workingDirectory: command.workingDirectory),
                    timeout: timeout)
            }, judgingTime: judgingTime, secrets: stack.secrets)
    }

    /// devstack's own environment, changed by these in their order, as `NAME=value`.
    private func merged(_ changes: [EnvironmentVariable]) -> [String] {
        var variables = ProcessEnvironment.variables
        // Where devstack runs below systemd, that is devstack's own affair.
        for name in ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] { variables[name] = nil }
        for variable in changes { variables[variable.name] = variable.value }
        return variables.map { "\($0)=\($1)" }.sorted()
    }
}

extension Stack {
    /// The services that run as processes, and so need a warden each.
    var programs: [String] { services.filter(\.isProcess).map(\.name.value) }

    /// Whether checks run commands.
    var runsCommands: Bool {
        checks.contains { if case .command = $0.action.value { true } else { false } }
    }

    fileprivate var runsPrograms: Bool { runsCommands || services.contains(where: \.isProcess) }
}

extension Service {
    var isBuiltIn: Bool {
        if case .command = kind { false } else { true }
    }

    var isChildServer: Bool { isBuiltIn && run == .child }

    var isProcess: Bool { !isBuiltIn || run == .child }

    /// The addresses that it is to listen on; the first is the one that checks go to.
    var addresses: [String] { host == "localhost" ? ["127.0.0.1", "::1"] : [host] }

    /// What it is to have to itself.
    var listeners: [ListenerPlan] {
        numbers.flatMap { port in
            addresses.enumerated().compactMap { index, text in
                InternetAddress(text).map {
                    ListenerPlan(address: $0, port: port.number, name: port.name, isRequired: index == 0)
                }
            }
        }
    }
}
