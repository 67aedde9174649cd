import CLinux
import Glibc

/// A process as it was when it was looked at: pid and start time together tell it from any later one.
package struct ProcessEntry: Sendable, Hashable {
    package var pid: Int32
    package var parent: Int32
    package var group: Int32
    package var session: Int32
    /// In clock ticks since boot: proc_pid_stat(5), field 22.
    package var start: UInt64
    package var isZombie: Bool { state == .zombie }
    package var state: ProcessState

    package init(
        pid: Int32, parent: Int32, group: Int32, session: Int32, start: UInt64, state: ProcessState = .sleeping
    ) {
        self.pid = pid
        self.parent = parent
        self.group = group
        self.session = session
        self.start = start
        self.state = state
    }

    init(_ process: devstack_process) {
        pid = process.pid
        parent = process.parent
        group = process.group
        session = process.session
        start = process.start
        state = ProcessState(letter: UInt8(truncatingIfNeeded: process.state))
    }

    /// The process of this pid, `nil` when there is none.
    package init?(pid: Int32) {
        var process = devstack_process()
        guard devstack_process_read(pid, &process) == 0 else { return nil }
        self.init(process)
    }

    /// Signals this process and no other: pidfd_send_signal(2).
    ///
    /// - Returns: the error number; ESRCH when it is no more.
    @discardableResult
    package func signal(_ number: Int32) -> Int32 {
        var process = devstack_process()
        process.pid = pid
        process.start = start
        return -devstack_process_signal(&process, number)
    }

    /// A descriptor that can be read once this process, and no other, has ended: pidfd_open(2).
    ///
    /// Throws ESRCH when it has ended.
    package func opened() throws(SystemError) -> Descriptor {
        var process = devstack_process()
        process.pid = pid
        process.start = start
        return try Descriptor(result: devstack_process_open(&process), of: "pidfd_open")
    }

    /// When it was started, in seconds since 1970-01-01T00:00:00Z by the clock as it goes now, to a hundredth.
    package var startedAt: Double {
        WallClock.now() - WallClock.sinceBoot() + Double(start) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }

    /// Its arguments with blanks between, or its name in brackets where it has none.
    package var commandLine: String {
        ProcessFiles.commandLine(of: pid)
    }
}
