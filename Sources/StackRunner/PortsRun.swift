internal import Diagnostics
import Glibc
import Linux
internal import Reporting
package import StackModel
import Supervision

/// `devstack ports`: who listens where, in the stack and on this machine.
package struct PortsRun: Sendable {
    /// There is nothing to annotate.
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    private let files: [String]
    private let ports: [UInt16]
    private let format: Format

    /// - Parameters:
    ///   - files: the stack files as the user named them; without any there need be none.
    ///   - ports: those to be told of; none means all.
    package init(files: [String], ports: [UInt16], format: Format) {
        self.files = files
        self.ports = ports
        self.format = format
    }

    /// - Returns: of named ports `checkFailed` when nobody listens on any of them.
    package func run() -> ExitStatus {
        let console = Console(format: format == .json ? .json : .text)
        var collector = DiagnosticCollector()
        var notes: [String] = []
        let stack = load(console, &collector, &notes)
        var status = collector.hasErrors ? ExitStatus.badStackFile : .success
        var report = PortReport(asked: ports)
        if status == .success {
            do throws(SystemError) {
                report = try Self.report(asked: ports, of: stack)
                report.notes += notes
                if let open = stack?.servicesWithOpenPorts, !open.isEmpty {
                    report.notes.append(
                        "ports that are `auto` are chosen when the stack comes up: \(open.joined(separator: ", "))")
                }
                if !ports.isEmpty, report.listeners.isEmpty { status = .checkFailed }
            } catch {
                collector.report(.unknownListeners(error))
                status = .internalFault
            }
        }
        console.show(collector.diagnostics)
        let now = WallClock.now()
        if status == .success || status == .checkFailed, format == .text {
            let isCut = console.terminal.isInteractive
            console.show(lines: console.reporter.portLines(report, now: now, isCut: isCut))
        }
        console.show(
            document: .object(
                [JSONValue.Member("diagnostics", JSONReport.value(of: collector.diagnostics))]
                    + JSONReport.members(of: report, now: now)))
        return console.isSaid || status != .success ? status : .internalFault
    }

    /// The stack here, if there is one. A file that was not named and is wrong is a note: the machine can be shown.
    private func load(
        _ console: Console, _ collector: inout DiagnosticCollector, _ notes: inout [String]
    ) -> Stack? {
        var found = DiagnosticCollector()
        if files.isEmpty, StackFileLocator().locate(named: [], collector: &found) == nil { return nil }
        var sources: [String: SourceText] = [:]
        let stack = StackLoader(files: files).load(collector: &found, sources: &sources)?.stack
        console.know(sources: sources, directory: stack?.directory ?? "")
        if !files.isEmpty {
            found.diagnostics.forEach { collector.report($0) }
        } else if stack == nil || found.hasErrors {
            notes.append("the stack file here is wrong, so its ports are not known: `devstack config` says why")
            return nil
        }
        return stack
    }

    private static func report(asked: [UInt16], of stack: Stack?) throws(SystemError) -> PortReport {
        let place = stack.map { PortLook.Place(directory: $0.directory, stateDirectory: $0.stateDirectory) }
        let look = try PortLook(ports: Set(asked), at: place)
        let here = stack.map {
            PortReport.Stack(name: $0.name, file: $0.file, directory: $0.directory, presence: look.presence)
        }
        let wanted = (stack?.services ?? []).map {
            PortAssessment.Wanted(service: $0.name.value, listeners: $0.listeners)
        }
        var report = PortAssessment(stack: here, wanted: wanted, listeners: look.listeners).report(asked: asked)
        report.notes = look.notes(user: UserName.of(geteuid()), isRoot: geteuid() == 0)
        return stack.map { report.masked(by: $0.secrets) } ?? report
    }
}
