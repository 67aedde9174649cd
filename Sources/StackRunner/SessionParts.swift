import Checking
internal import Diagnostics
import Linux
import NIOCore
internal import Reporting
internal import StackModel
import Supervision

/// What a session is made of, put together before anything is started.
struct SessionParts: Sendable {
    let supervisor: Supervisor
    let checks: CheckRunner
    let relay: LogRelay
    /// The first service that failed, by its name.
    let failure = Occurrence<String>()
    /// That it was asked from outside to stop.
    let isStopped = Occurrence<Void>()

    /// - Parameters:
    ///   - showsLogs: whether the services' lines go to the terminal as they come.
    ///   - judgingTime: when checks judge certificates, if not at the moment itself.
    ///   - group: the event loops of the built-in servers and of the checks' clients.
    /// - Throws: a `Diagnostic` when a certificate cannot be read or a process cannot be made.
    init(
        stack: Stack, showsLogs: Bool, judgingTime: JudgingTime?, console: Console, startedAt: ContinuousClock.Instant,
        group: any EventLoopGroup
    ) throws(Diagnostic) {
        let names = stack.services.map(\.name.value)
        let relay = LogRelay(
            services: stack.services, formatter: LogFormatter(services: names, style: console.terminal.style),
            terminal: showsLogs ? console.terminal : nil)
        let planner = ServicePlanner(stack: stack, group: group, relay: relay)
        let failure = failure
        let mark = RunMark()
        let secrets = stack.secrets
        let masker: (@Sendable ([UInt8]) -> [UInt8])? =
            secrets.isEmpty ? nil : { @Sendable (line: [UInt8]) in secrets.masked(line) }
        do {
            // Forked first, while this process is small.
            let wardens = try WardenPool(names: planner.programs)
            let commands = CommandChecks(runner: try CommandRunner(mark: mark))
            let checks = CheckRunner(
                environment: try planner.checkEnvironment(commands: commands, judgingTime: judgingTime), group: group)
            let tlsHosts = planner.tlsHosts
            let services = stack.services
            supervisor = try Supervisor(
                plans: try planner.plans(), stateDirectory: stack.stateDirectory, wardens: wardens, mark: mark,
                runsCommands: planner.runsCommands,
                prober: { request in
                    let service = services[request.service]
                    let port = service.port?.value ?? 0
                    let host = tlsHosts[request.service]
                    let isVerified = service.tls?.defect == nil
                    return switch request.question {
                    case .http(let path, let status):
                        await checks.probe(
                            port: port, path: path, tlsHost: host, isVerified: isVerified, status: status,
                            timeout: request.timeout)
                    case .tls:
                        await checks.probe(
                            port: port, tlsHost: host ?? "localhost", isVerified: isVerified, timeout: request.timeout)
                    }
                },
                sink: { relay.take($0) },
                masker: masker,
                startedAt: .now - startedAt.duration(to: .now),
                observer: { report in
                    console.show(report)
                    if report.state == .failed { failure.happen(report.name) }
                })
            self.checks = checks
        } catch {
            throw Diagnostic.failedStart(error)
        }
        self.relay = relay
        relay.attach(supervisor)
    }
}
