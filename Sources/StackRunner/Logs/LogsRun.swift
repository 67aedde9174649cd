internal import Diagnostics
import Glibc
import Linux
internal import Reporting
package import StackModel
import Supervision

/// `devstack logs`: what the services of a stack have written, while it runs and after it.
package struct LogsRun: Sendable {
    private let files: [String]
    private let request: LogRequest
    private let console: Console

    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    package init(files: [String], request: LogRequest) {
        self.files = files
        self.request = request
        console = Console(format: request.format == .json ? .json : .text)
    }

    /// - Returns: `badCommandLine` when there is no such service.
    package func run(stopSignals: StopSignals) async -> ExitStatus {
        var collector = DiagnosticCollector()
        guard let place = StackPlace(files: files) else {
            if StackFileLocator().locate(named: files, collector: &collector) != nil {
                _ = StackLoader(files: files).load(onto: console, collector: &collector)
            }
            console.complain(collector.diagnostics)
            return .badStackFile
        }
        let folder = place.stateDirectory + "/logs"
        let names = names(in: folder)
        if let unknown = request.services.first(where: { !names.contains($0) }) {
            console.complain([.unknownService(unknown, known: names)])
            return .badCommandLine
        }
        guard !place.isClosed, access(folder, R_OK | X_OK) == 0 || errno == ENOENT else {
            console.complain([.unreadableLogs(folder, SystemError("read", folder, code: EACCES))])
            return .serviceFailed
        }
        if access(folder, F_OK) != 0 {
            console.remark("nothing was written yet: this stack was never up")
            return .success
        }
        var request = request
        let end = request.follows ? Self.end(of: place) : nil
        if request.follows, end == nil {
            console.remark("this stack is not up: these are the lines that there are")
            request.follows = false
        }
        let stream = LogStream(folder: folder, names: names, request: request, style: console.terminal.style)
        return await read(stream, until: end, stopSignals)
    }

    /// Those of the stack file, or, when that is wrong just now, those that have a log. Those that are asked for by name may
    /// have been in the stack before.
    private func names(in folder: String) -> [String] {
        var collector = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        let stack = StackLoader(files: files).load(collector: &collector, sources: &sources)?.stack
        let logs = LogFile.services(in: folder)
        let names = stack?.services.map(\.name.value) ?? logs
        return names + logs.filter { request.services.contains($0) && !names.contains($0) }
    }

    /// What can be read once the devstack that runs the stack has ended; `nil` when none does.
    private static func end(of place: StackPlace) -> Descriptor? {
        guard let pid = place.holder, let end = try? ProcessReference.open(pid), place.holder == pid else { return nil }
        return end
    }

    private func read(_ stream: LogStream, until end: Descriptor?, _ stopSignals: StopSignals) async -> ExitStatus {
        let interruption = Occurrence<StopSignal>()
        let signals = end == nil ? nil : await stopSignals.trapped()
        let listening = Task { await signals?.forEach { interruption.happen($0) } }
        defer { listening.cancel() }
        switch await LogView(console: console, interruption: interruption).show(stream, until: end) {
        case .interrupted: return .success
        case .failed(let error):
            console.complain([.unreadableLogs(stream.folder, error)])
            return .serviceFailed
        case .whole:
            if end != nil { console.remark("this stack has ended") }
        case .unread: break
        }
        return console.isSaid ? .success : .internalFault
    }
}
