internal import Diagnostics
import Linux
internal import Reporting
internal import StackModel

/// The lines of a stack that another devstack runs, after `up` has joined it: until it ends, or Ctrl-C, which ends the
/// view alone.
package struct JoinedView: Sendable {
    private let pid: Int32
    /// Can be read once that devstack has ended; `nil` of one that has.
    private let process: Descriptor?
    private let since: LogTime
    /// Asked for before its end, since nobody answers after it.
    private let ending: Task<StackEnd?, Never>

    /// - Parameters:
    ///   - pid: of the devstack that runs the stack.
    ///   - since: when it was joined; older lines are not shown.
    ///   - ended: returns when the stack has ended; `nil` when its devstack ended without a word.
    package init(pid: Int, since: Double, ended: @escaping @Sendable () async -> StackEnd?) {
        self.pid = Int32(truncatingIfNeeded: pid)
        process = try? ProcessReference.open(self.pid)
        self.since = LogTime(seconds: since)
        ending = Task { await ended() }
    }

    /// - Parameters:
    ///   - services: their names, in the stack's order.
    ///   - checked: what came of the checks.
    /// - Returns: that, unless a service has failed since.
    func run(
        _ services: [String], in folder: String, checked: ExitStatus, _ console: Console,
        _ interruption: Occurrence<StopSignal>
    ) async -> ExitStatus {
        var request = LogRequest()
        request.since = since
        // One that has ended already is read to its end.
        request.follows = process != nil
        let stream = LogStream(folder: folder, names: services, request: request, style: console.terminal.style)
        switch await LogView(console: console, interruption: interruption).show(stream, until: process) {
        case .interrupted:
            console.interrupted()
            console.show(remark: "the stack stays up; `devstack down` stops it")
        case .failed(let error):
            console.complain([.unreadableLogs(folder, error)])
            return .serviceFailed
        case .whole: return tell(await ending.value, checked, console)
        case .unread: break
        }
        return console.isSaid || checked != .success ? checked : .internalFault
    }

    private func tell(_ end: StackEnd?, _ checked: ExitStatus, _ console: Console) -> ExitStatus {
        guard let end else {
            console.complain([
                .unreachableStack("devstack (pid \(pid)) ended without a word", remedy: "See `devstack ports`.")
            ])
            return .serviceFailed
        }
        let reporter = console.reporter
        for service in end.services where service.state.isRed {
            console.show(lines: [""] + reporter.failure(of: service))
        }
        console.show(remark: "this stack has ended")
        return end.status == .serviceFailed ? .serviceFailed : checked
    }
}
