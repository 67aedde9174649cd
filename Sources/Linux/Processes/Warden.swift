import CLinux
import Glibc
import Synchronization

/// A small process between this one and a program: it owns everything that runs below it, and ends all of it when it is
/// told to, or when this process is no more.
package final class Warden: Sendable {
    /// Every warden of this process that is not reaped: what tells them from what a killed one leaves behind.
    private static let living = Mutex<Set<Int32>>([])
    /// Those that were killed from outside: each was its session's leader.
    private static let lost = Mutex<Set<Int32>>([])

    package let pid: Int32
    /// Readable when there is a report.
    package let control: Descriptor
    private let isReaped = Mutex(false)

    /// Forks one, named `devstack: NAME`: the earlier in a process's life, the smaller it is (from 80 KiB).
    package init(name: String) throws(SystemError) {
        let (pid, control) = try Self.living.withLock { living throws(SystemError) in
            var control: Int32 = -1
            let pid = devstack_warden_spawn(name, &control)
            guard pid > 0 else { throw SystemError("fork", code: -pid) }
            living.insert(pid)
            return (pid, control)
        }
        self.pid = pid
        self.control = Descriptor(control)
    }

    /// Has it start a program; `started` or `startFailed` follows.
    ///
    /// Throws when the order could not be given: EPIPE when the warden is no more.
    package func start(_ launch: Launch) throws(SystemError) {
        let sockets = launch.sockets.map(\.number)
        let result = withCStrings(launch.candidates) { candidates in
            withCStrings(launch.arguments) { arguments in
                withCStrings(launch.environment) { environment in
                    launch.workingDirectory.withCString { directory in
                        sockets.withUnsafeBufferPointer { sockets in
                            var start = devstack_start(
                                candidates: candidates, arguments: arguments, environment: environment,
                                directory: directory, output: launch.output.number, error: launch.error.number,
                                sockets: sockets.baseAddress, socket_count: sockets.count,
                                tells_listen_pid: launch.tellsListenPid ? 1 : 0,
                                descriptor_limit: DescriptorLimit.original.withLock { $0 },
                                has_terminal: launch.hasTerminal ? 1 : 0)
                            return devstack_warden_start(control.number, &start)
                        }
                    }
                }
            }
        }
        guard result >= 0 else { throw SystemError("sendmsg", "a warden", code: -result) }
    }

    /// Has it signal the program's process group, or once the main process has ended all that is left.
    ///
    /// A warden that is no more is told of by `receive`, not here.
    package func signal(_ number: Int32) {
        _ = devstack_warden_signal(control.number, number)
    }

    /// Has it end everything below it with SIGKILL, however often that takes.
    package func killAll() {
        _ = devstack_warden_kill(control.number)
    }

    /// The next report, `nil` when there is none yet. After `lost` there are no more.
    package func receive() throws(SystemError) -> WardenReport? {
        var report = devstack_warden_report()
        let result = devstack_warden_receive(control.number, &report)
        if result == -EAGAIN { return nil }
        if result == 0 {
            Self.lost.withLock { _ = $0.insert(pid) }
            reap()
            return .lost
        }
        guard result > 0 else { throw SystemError("recv", "a warden", code: -result) }
        switch devstack_warden_event(UInt32(report.event)) {
        case DEVSTACK_WARDEN_STARTED: return .started(pid: report.pid)
        case DEVSTACK_WARDEN_EXITED:
            return .exited(ProcessExit(code: report.code, status: report.status), remain: report.remain != 0)
        case DEVSTACK_WARDEN_GONE: return .gone
        default:
            let step = LaunchFailure.Step(rawValue: report.step) ?? .prepare
            let candidate = report.candidate < 0 ? nil : Int(report.candidate)
            return .startFailed(LaunchFailure(step: step, code: report.error, candidate: candidate))
        }
    }

    /// Ends the warden itself, below which nothing must be left, and waits for that.
    package func dismiss() {
        shutdown(control.number, Int32(SHUT_RDWR))
        reap()
    }

    /// Its socket is closed only when it ends, so this waits for microseconds.
    private func reap() {
        isReaped.withLock { isReaped in
            guard !isReaped else { return }
            isReaped = true
            var code: Int32 = 0
            var status: Int32 = 0
            _ = devstack_wait(pid, 1, &code, &status)
            Self.living.withLock { _ = $0.remove(pid) }
        }
    }

    /// Children of this process that it did not start, and whose end nobody else takes note of.
    ///
    /// What is in its own session may have been started by another part of it, which waits for that; the first process
    /// of a container has inherited those too, since such parts never run in one.
    static func orphans(in table: ProcessTable) -> [ProcessEntry] {
        let living = living.withLock { $0 }
        let session = InitProcess.isThis ? nil : getsid(0)
        return table.children(of: getpid()).filter { $0.session != session && !living.contains($0.pid) }
    }

    /// What killed wardens have left, once this process adopts: its direct children that are no wardens, in another
    /// session than its own. A warden begins a session of its own, so what is in ours was never below one.
    ///
    /// To the first process of a container all orphans come, also those of a `docker exec`: there a killed warden's session
    /// tells, or the mark.
    ///
    /// - Parameter mark: `NAME=value`, which all that is below a warden has in its environment.
    package static func leftovers(in table: ProcessTable, mark: String) -> [ProcessEntry] {
        let orphans = orphans(in: table)
        guard InitProcess.isThis else { return orphans }
        let lost = lost.withLock { $0 }
        return orphans.filter {
            lost.contains($0.session) || ProcessFiles.environment(of: $0.pid).contains(mark)
        }
    }
}

/// Lends the strings as a list that ends with NULL.
private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer<CChar>($0) } + [nil]
    return pointers.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { fatalError("an array with an element has an address") }
        return body(base)
    }
}
