import ArgumentParser
import Control
import Glibc
import Linux
import Reporting
import StackModel
import StackRunner

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Bring the stack up, run its checks once, and stay until Ctrl-C or until a service dies.",
        discussion: """
            The first Ctrl-C stops every service as it asks to be stopped (stop_signal, stop_grace_period); the second
            ends them at once.

            Of a stack that is up already, what changed in its file is brought about, what was stopped is started,
            the checks are made, and its lines are shown until it ends, or until Ctrl-C, which leaves it up where it
            was started. With --detach nothing is shown after the checks.

            EXAMPLES
              devstack up
              devstack up api                   this service, and what it needs
              devstack up --profile debug       those of a profile as well
              devstack up --detach              leave it running, once it is up; devstack down stops it
              devstack up --ports auto          on free ports, beside another checkout that is up
              devstack up --file examples/devstack.yaml
            """)

    @OptionGroup var stack: StackOptions
    @OptionGroup var reports: ReportOptions

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var ports: PortOptions

    @Flag(
        name: [.short, .long],
        help: "Return when the stack is up and checked, and leave it running; its exit status says how that went.")
    var detach = false

    /// The devstack that stays: the one that waits for it has this process's descriptor 3.
    @Flag(help: .hidden)
    var detached = false

    @Argument(
        help: ArgumentHelp(
            "Names of services to run, with what they need; without any, all that no profile holds back.",
            valueName: "service"), completion: Completion.services)
    var services: [String] = []

    @Option(
        help: ArgumentHelp(
            "How to show mistakes and failed checks: text, or github (text, and annotations).",
            valueName: "text|github"), completion: .list(["text", "github"]),
        transform: { text in
            switch OutputFormat(rawValue: text) {
            case .json: throw ValidationError("up stays, and so has no one document to print: write --report json=FILE")
            case let format?: return format
            case nil: throw ValidationError("\"\(text)\" is no format: write text or github")
            }
        })
    var format = OutputFormat.text

    func validate() throws {
        guard !detach || !InitProcess.isThis else {
            throw ValidationError(
                "the end of a container's first process (pid 1) ends the stack too: leave out --detach")
        }
    }

    func run() async throws {
        if !detached, let running = try? await RunningStack.answering(files: stack.file) {
            return try await finish(join(running))
        }
        if detach, !detached {
            let words = CommandLine.arguments.dropFirst()
            // Before all else, since what follows `--` are names of services.
            let arguments = Array(words.prefix(1) + ["--detached"] + words.dropFirst())
            return try await finish(DetachedRun(arguments: arguments).run(stopSignals: StopSignals()))
        }
        var options = RunOptions(
            files: stack.file, goal: .up, checks: [], services: services, profiles: selection.profile,
            reports: reports.destinations, showLogs: true, format: format)
        options.isDetached = detached
        options.movesPorts = ports.movesAll
        options.elsewhere = { [self] in
            guard let running = await RunningStack.awaited(files: stack.file) else { return nil }
            return { await join(running) }
        }
        let runtimeFolder = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) }
        let run = StackRun(options: options, attendant: StackControl(runtimeFolder: runtimeFolder))
        try await finish(run.run(stopSignals: StopSignals()))
    }

    /// What was asked for, of a stack that is up already.
    private func join(_ running: RunningStack) async -> ExitStatus {
        let joinedAt = WallClock.now()
        let request = ReloadRequest(services: services, profiles: selection.profile, startsStopped: true)
        let status = await ControlRun(files: stack.file).reload(request, isJoining: true)
        guard status == .success else { return status }
        var options = RunOptions(
            files: stack.file, goal: .up, checks: [], reports: reports.destinations, format: format)
        options.movesPorts = ports.movesAll
        options.running = await running.settledState()
        if !detach {
            options.view = JoinedView(pid: running.pid, since: joinedAt) { await running.end() }
        }
        return await StackRun(options: options).run(stopSignals: StopSignals())
    }
}
