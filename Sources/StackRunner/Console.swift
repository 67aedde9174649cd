internal import Diagnostics
import Glibc
import Linux
internal import Reporting
internal import StackModel
import Synchronization

/// What the user sees of a run while it happens: pure text from `Reporting`, put on the terminal.
final class Console: Sendable {
    private struct State {
        var services: [ServiceReport] = []
        /// Each service's place in the list, by its name.
        var places: [String: Int] = [:]
        var sources: [String: SourceText] = [:]
        var secrets = SecretMask()
        var serviceLocations: [String: SourceLocation] = [:]
        /// The stack's folder, from which paths are shown.
        var directory = ""
        /// What stands below the services in the live region.
        var progress: String?
        var notesShown = 0
        /// Whether the services' lines are drawn again when they change.
        var isLive = false
        /// Whether each service's stopping is worth a line.
        var tellsStopping = true
    }

    let terminal: Terminal
    private let format: OutputFormat
    private let startedAt: ContinuousClock.Instant
    private let state = Mutex(State())

    init(format: OutputFormat = .text, startedAt: ContinuousClock.Instant = .now) {
        terminal = Terminal(environment: ProcessEnvironment.variables, isSilent: format == .json)
        self.format = format
        self.startedAt = startedAt
    }

    /// The stack file's text, so that its lines can be shown.
    func know(sources: [String: SourceText], directory: String = "") {
        state.withLock { state in
            state.sources = sources
            state.directory = directory
        }
    }

    /// What is masked in all that is shown from now on.
    func know(secrets: SecretMask) {
        state.withLock { $0.secrets = secrets }
    }

    var reporter: TerminalReporter {
        let (sources, directory) = state.withLock { ($0.sources, $0.directory) }
        return TerminalReporter(style: terminal.style, width: terminal.width, sources: sources, directory: directory)
    }

    /// Where each service stands in the stack file.
    func know(services: [Service]) {
        state.withLock { state in
            state.serviceLocations = Dictionary(
                services.map { ($0.name.value, $0.location) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Mistakes: text on standard error, annotations on standard output; in JSON they are a part of the document.
    func show(_ diagnostics: [Diagnostic]) {
        let secrets = state.withLock { $0.secrets }
        switch format {
        case .text: complain(diagnostics)
        case .github: terminal.write(GitHubAnnotations.lines(of: diagnostics.map { $0.masked(by: secrets) }))
        case .json: break
        }
    }

    /// Mistakes in text on standard error, whatever the format.
    func complain(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        let (sources, secrets) = state.withLock { ($0.sources, $0.secrets) }
        let renderer = DiagnosticRenderer(style: terminal.errorStyle, width: terminal.width, sources: sources)
        terminal.writeError(renderer.render(diagnostics.map { $0.masked(by: secrets) }))
    }

    /// The same as text already, from another process.
    func show(mistakes: String) {
        if !mistakes.isEmpty, format != .json { terminal.writeError(mistakes) }
    }

    func show(_ certificates: [CertificateReport]) {
        terminal.write(reporter.certificateLines(certificates, now: WallClock.now()))
    }

    /// The services before anything is started.
    func begin(_ services: [ServiceReport]) {
        state.withLock { state in
            state.services = services
            state.isLive = true
            state.places = Dictionary(uniqueKeysWithValues: services.enumerated().map { ($1.name, $0) })
        }
        redraw()
    }

    /// The services from now on: a reload has changed them.
    func rearrange(_ services: [ServiceReport]) {
        state.withLock { state in
            state.services = services.map { $0.masked(by: state.secrets) }
            state.places = Dictionary(uniqueKeysWithValues: services.enumerated().map { ($1.name, $0) })
        }
        redraw()
    }

    /// What a service is doing now: a live line on a terminal, a line for each change elsewhere.
    func show(_ service: ServiceReport) {
        let (service, previous, isLive): (ServiceReport, ServiceReport?, Bool) = state.withLock { state in
            let service = service.masked(by: state.secrets)
            guard let index = state.places[service.name] else { return (service, nil, state.isLive) }
            defer { state.services[index] = service }
            return (service, state.services[index], state.isLive)
        }
        if terminal.isInteractive, isLive {
            redraw()
        } else if state.withLock({ $0.tellsStopping || !service.state.isEnding }),
            let line = reporter.stateChange(from: previous, to: service)
        {
            terminal.write([line])
        }
    }

    /// Draws the live region again: time has gone on.
    func redraw() {
        let (services, progress, isLive) = state.withLock { ($0.services, $0.progress, $0.isLive) }
        guard isLive else { return }
        var lines = reporter.serviceLines(services, elapsed: startedAt.duration(to: .now), rows: terminal.height - 4)
        if let progress { lines += ["", progress] }
        terminal.show(live: lines)
    }

    /// Runs `body` while the live region is drawn again eight times a second.
    func animated<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result {
        guard terminal.isInteractive else { return await body() }
        return await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [self] in
                while (try? await Task.sleep(for: .milliseconds(125))) != nil { redraw() }
            }
            defer { tasks.cancelAll() }
            return await body()
        }
    }

    /// Runs `body`, in which the services stop: a line for each that is still stopping after a second, none for the rest.
    func whileStopping(_ body: @Sendable () async -> Void) async {
        state.withLock { state in
            state.isLive = true
            state.tellsStopping = false
        }
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { [self] in
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                let slow = state.withLock { state in
                    state.tellsStopping = true
                    return state.services.filter { $0.state == .stopping }
                }
                guard !terminal.isInteractive else { return }
                terminal.write(slow.compactMap { reporter.stateChange(from: nil, to: $0) })
            }
            defer { tasks.cancelAll() }
            await animated(body)
        }
    }

    /// How far the checks are.
    func show(checksDone: Int, of count: Int) {
        guard terminal.isInteractive else { return }
        state.withLock { $0.progress = checksDone < count ? "  checking, \(checksDone) of \(count)" : nil }
        redraw()
    }

    /// Takes the services' lines away again.
    func withdraw() {
        state.withLock { $0.isLive = false }
        terminal.show(live: [])
    }

    /// Leaves the services' lines where they are, as they are now.
    func settle() {
        state.withLock { state in
            state.isLive = false
            state.progress = nil
        }
        terminal.settle()
    }

    /// What the reader should know though nothing is wrong; those that were shown already are not shown again.
    func show(notes: [String]) {
        let new = state.withLock { state in
            defer { state.notesShown = notes.count }
            return notes.dropFirst(state.notesShown).map(state.secrets.masked)
        }
        terminal.write(new.map { reporter.note($0) })
    }

    /// Something that the reader should know at once.
    func show(remark: String) {
        terminal.write([reporter.note(state.withLock { $0.secrets.masked(remark) })])
    }

    /// The same on standard error, where standard output is kept for what was asked for.
    func remark(_ text: String) {
        terminal.writeError(
            TerminalReporter(style: terminal.errorStyle, width: terminal.width, sources: [:], directory: "")
                .note(state.withLock { $0.secrets.masked(text) }) + "\n")
    }

    /// The terminal has shown the key that was pressed: what follows begins on a line of its own.
    func interrupted() {
        guard terminal.isInteractive else { return }
        terminal.write(text: "\n")
    }

    /// The end of a run, or of its checks while the stack stays up.
    func conclude(_ report: RunReport, stay: StackStay = .ended) {
        let report = report.masked(by: state.withLock { $0.secrets })
        // Mistakes were shown when they were found.
        terminal.write(
            text: reporter.conclusion(of: report, stay: stay, showsDiagnostics: false))
        if format == .github {
            terminal.write(GitHubAnnotations.lines(of: report, services: state.withLock { $0.serviceLocations }))
        }
    }

    func show(lines: [String]) {
        terminal.write(lines)
    }

    /// The one document that JSON output is.
    func show(document: JSONValue) {
        if format == .json { terminal.write(document: document.prettyText + "\n") }
    }

    /// Whether all of standard output was written: a reader that left had seen enough, a full disk has lost the rest.
    var isSaid: Bool {
        guard let failure = terminal.failure, failure != EPIPE else { return true }
        complain([.outputLost(failure)])
        return false
    }
}

extension ServiceReport.State {
    fileprivate var isEnding: Bool { self == .stopping || self == .stopped }
}
