internal import Diagnostics
import Glibc
import Linux
import NIOCore
import NIOPosix
internal import Reporting
import Serving
package import StackModel
import Supervision

/// A built-in server as a process of its own: this binary again, with the sockets handed over.
package struct ChildServer: Sendable {
    private let files: [String]
    private let service: String
    private let ports: PortRecord

    /// - Parameter ports: the lines of the run's record of ports.
    package init(files: [String], service: String, ports: [String]) {
        self.ports = PortRecord(lines: ports) ?? PortRecord()
        self.files = files
        self.service = service
    }

    /// How the supervisor starts it. The sockets are bound there, and listened on by the child.
    static func plan(
        _ service: Service, of stack: Stack, ports: PortRecord?, environment: [String]
    ) -> ProcessPlan {
        var arguments = [OwnBinary.path, "serve-child", "--service", service.name.value]
        for file in [stack.file] + stack.furtherFiles { arguments += ["--file", file] }
        for line in ports?.lines ?? [] { arguments += ["--port", line] }
        return ProcessPlan(arguments: arguments, environment: environment, workingDirectory: stack.directory)
    }

    /// Serves until a signal asks it to stop.
    package func run(stopSignals: StopSignals) async -> ExitStatus {
        var collector = DiagnosticCollector()
        var sources: [String: SourceText] = [:]
        let loaded = StackLoader(files: files, ports: ports.source).load(collector: &collector, sources: &sources)
        guard let stack = loaded?.stack, let service = stack.services.first(where: { $0.name.value == self.service })
        else {
            Self.say(
                loaded == nil
                    ? DiagnosticRenderer(sources: sources).render(collector.diagnostics)
                    : "\(files.first ?? "the stack file") has no service \(self.service) any more: `devstack reload`")
            return .badStackFile
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        do {
            guard let server = try server(service, of: stack, group: group) else { return .badStackFile }
            let stopSignals = await stopSignals.trapped()
            for note in try await server.start() { Self.say(note) }
            ResidentMemory.releaseIdle()
            await stopSignals.first()
            await server.stop(grace: service.stopGracePeriod)
        } catch {
            Self.say("\(error)")
            return .serviceFailed
        }
        return .success
    }

    private func server(
        _ service: Service, of stack: Stack, group: MultiThreadedEventLoopGroup
    ) throws -> BuiltInServer? {
        let wanted: [ServerConfiguration.Socket] = HandedSockets.descriptors.map { .inherited(descriptor: $0) }
        let plan = BuiltInPlan(stack: stack, service: service) { [files] in
            // The file may have changed under a reload that left this service alone.
            var collector = DiagnosticCollector()
            var sources: [String: SourceText] = [:]
            let loaded = StackLoader(files: files).load(collector: &collector, sources: &sources)
            return (loaded?.stack ?? stack).certificateStore
        }
        return try plan.configuration(sockets: wanted, complain: Self.say).map { configuration in
            BuiltInServer(configuration: configuration, group: group) { Self.say(AccessLine.text($0)) }
        }
    }

    /// A line to standard output, which the supervisor reads.
    @Sendable private static func say(_ line: String) {
        StandardStream.write(line + "\n", to: STDOUT_FILENO)
    }
}
