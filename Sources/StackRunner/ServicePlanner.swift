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

    /// The services that run as processes, and so need a warden each.
    var programs: [String] {
        stack.services.filter(\.isProcess).map(\.name.value)
    }

    /// Whether checks run commands.
    var runsCommands: Bool {
        stack.checks.contains { if case .command = $0.action.value { true } else { false } }
    }

    /// For each service with TLS, a name that its certificate is valid for.
    var tlsHosts: [String?] {
        stack.services.map { service in
            // An email address or a URI is no host to ask for.
            stack.certificate(of: service)?.names.map(\.value).first { !$0.contains("@") && !$0.contains("/") }
        }
    }

    /// - Throws: `SystemError` when the trust bundles for children cannot be written.
    func plans() throws -> [ServicePlan] {
        let indices = Dictionary(uniqueKeysWithValues: stack.services.enumerated().map { ($1.name.value, $0) })
        let inherited = programs.isEmpty ? [] : try stack.clientTrust()
        return try stack.services.enumerated().map { index, service in
            ServicePlan(
                name: service.name.value,
                dependencies: service.dependsOn.compactMap { dependency in
                    indices[dependency.service.value].map {
                        StackMachine.Dependency($0, condition: dependency.condition, restarts: dependency.restarts)
                    }
                },
                run: try run(service, at: index, inherited), listeners: service.listeners,
                readiness: service.ready, within: service.within, stopSignal: service.stopSignal,
                gracePeriod: service.stopGracePeriod, restart: service.restart, logs: service.logs,
                address: address(of: service))
        }
    }

    private func run(
        _ service: Service, at index: Int, _ inherited: [EnvironmentVariable]
    ) throws -> ServicePlan.Run {
        let environment = merged(ClientTrust.joined(inherited, service.environment))
        switch service.kind {
        case .command(let arguments):
            return .process(
                ProcessPlan(
                    arguments: arguments, environment: environment, workingDirectory: service.workingDirectory))
        case .files, .table:
            if service.run == .child {
                return .process(try ChildServer.plan(service, of: stack, environment: environment))
            }
            return .inProcess(
                BuiltInService(plan: BuiltInPlan(stack: stack, service: service), group: group) { line in
                    relay.log(service: index, line)
                })
        }
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
            if let port = service.port?.value { known[port, default: []] += service.addresses }
        }
        let trust = runsCommands ? try stack.clientTrust() : []
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
        // Where devstack runs below systemd, that is devstack's own to tell.
        variables["NOTIFY_SOCKET"] = nil
        for variable in changes { variables[variable.name] = variable.value }
        return variables.map { "\($0)=\($1)" }.sorted()
    }
}

extension Service {
    var isBuiltIn: Bool {
        if case .command = kind { false } else { true }
    }

    var isProcess: Bool { !isBuiltIn || run == .child }

    /// The addresses that it is to listen on; the first is the one that checks go to.
    var addresses: [String] { host == "localhost" ? ["127.0.0.1", "::1"] : [host] }

    /// What it is to have to itself.
    var listeners: [ListenerPlan] {
        guard let port = port?.value else { return [] }
        return addresses.enumerated().compactMap { index, text in
            InternetAddress(text).map { ListenerPlan(address: $0, port: port, isRequired: index == 0) }
        }
    }
}
