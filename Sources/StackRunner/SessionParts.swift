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
    let current: CurrentStack
    let ports: PortChooser
    private let commands: CommandChecks
    private let group: any EventLoopGroup
    /// What is wrong though it can be started.
    let findings: [Diagnostic]
    /// The first service that failed, by its name.
    let failure = Occurrence<String>()
    /// That it was asked from outside to stop.
    let isStopped = Occurrence<Void>()

    /// - Parameters:
    ///   - showsLogs: whether the services' lines go to the terminal as they come.
    ///   - judgingTime: when checks judge certificates, if not at the moment itself.
    ///   - ports: those of this run.
    ///   - group: the event loops of the built-in servers and of the checks' clients.
    /// - Throws: a `Diagnostic` when a certificate cannot be read or a process cannot be made.
    init(
        stack: Stack, showsLogs: Bool, judgingTime: JudgingTime?, console: Console, startedAt: ContinuousClock.Instant,
        ports: PortChooser, group: any EventLoopGroup
    ) throws(Diagnostic) {
        let names = stack.services.map(\.name.value)
        let relay = LogRelay(
            services: stack.services, formatter: LogFormatter(services: names, style: console.terminal.style),
            terminal: showsLogs ? console.terminal : nil)
        let current = CurrentStack(stack)
        let failure = failure
        let mark = RunMark()
        do {
            // Forked first, while this process is small.
            let wardens = try WardenPool(names: stack.programs)
            commands = CommandChecks(runner: try CommandRunner(mark: mark))
            let planner = try ServicePlanner(
                stack: stack, group: group, relay: relay, ports: ports, current: current)
            findings = planner.findings
            let checks = CheckRunner(
                environment: try planner.checkEnvironment(commands: commands, judgingTime: judgingTime), group: group)
            current.probe(by: checks)
            supervisor = try Supervisor(
                plans: try planner.plans(), stateDirectory: stack.stateDirectory, wardens: wardens, mark: mark,
                runsCommands: stack.runsCommands,
                prober: { await current.answer(to: $0) },
                sink: { relay.take($0) }, isBackedUp: { relay.isBackedUp($0) }, secrets: { current.secrets },
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
        self.current = current
        self.group = group
        self.ports = ports
        relay.attach(supervisor)
    }

    /// Plans of another stack that takes the place of the one that runs, and what probes its services.
    func planner(of stack: Stack) throws -> ServicePlanner {
        try ServicePlanner(stack: stack, group: group, relay: relay, ports: ports, current: current)
    }

    func prober(by planner: ServicePlanner) throws -> CheckRunner {
        CheckRunner(environment: try planner.checkEnvironment(commands: commands, judgingTime: nil), group: group)
    }
}
