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
    private let failures: FailureWatch

    /// - Throws: a `Diagnostic` when a certificate cannot be read or a process cannot be made.
    init(session: StackSession, group: any EventLoopGroup) throws(Diagnostic) {
        let stack = session.stack
        let names = stack.services.map(\.name.value)
        let isShown = session.options.showLogs
        let relay = LogRelay(
            services: stack.services, formatter: LogFormatter(services: names, style: session.console.terminal.style),
            terminal: isShown ? session.console.terminal : nil)
        let planner = ServicePlanner(stack: stack, group: group, relay: relay)
        let console = session.console
        let failures = FailureWatch()
        let secrets = stack.secrets
        let masker: (@Sendable ([UInt8]) -> [UInt8])? =
            secrets.isEmpty ? nil : { @Sendable (line: [UInt8]) in secrets.masked(line) }
        do {
            // Forked first, while this process is small.
            let wardens = try WardenPool(names: planner.programs)
            let commands = CommandChecks(runner: try CommandRunner())
            let checks = CheckRunner(environment: try planner.checkEnvironment(commands: commands), group: group)
            let tlsHosts = planner.tlsHosts
            let services = stack.services
            supervisor = try Supervisor(
                plans: try planner.plans(), stateDirectory: stack.stateDirectory, wardens: wardens,
                prober: { request in
                    await checks.probe(
                        port: services[request.service].port?.value ?? 0, path: request.path,
                        tlsHost: tlsHosts[request.service], status: request.status, timeout: .seconds(5))
                },
                sink: { relay.take($0) },
                masker: masker,
                startedAt: .now - session.startedAt.duration(to: .now),
                observer: { report in
                    console.show(report)
                    if report.state == .failed { failures.tell() }
                })
            self.checks = checks
        } catch {
            throw Diagnostic.failedStart(error)
        }
        self.relay = relay
        self.failures = failures
        relay.attach(supervisor)
    }

    /// Runs `reaction` when a service fails, at once if one has already.
    func onServiceFailure(_ reaction: @escaping @Sendable () -> Void) {
        failures.onFirst(reaction)
    }
}
