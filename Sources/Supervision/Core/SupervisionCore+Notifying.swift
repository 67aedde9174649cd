import Glibc
internal import Linux
internal import StackModel

/// Readiness by what the program itself tells: sd_notify(3).
extension SupervisionCore {
    private static let datagramsAtOnce = 32
    private static let mainPause = Duration.milliseconds(20)
    private static let statusPause = Duration.milliseconds(100)

    /// The program's environment with the socket on which it may tell how it is, if that makes it ready.
    func withNotifySocket(_ process: ProcessPlan, of index: Int) throws(SystemError) -> ProcessPlan {
        guard plans[index].readiness == .notify else { return process }
        let socket: NotifySocket
        if let known = runs[index].notifySocket {
            socket = known
            // What the run before has told is no news of this one.
            var left = 10_000
            while left > 0, (try? socket.receive()) != nil { left -= 1 }
        } else {
            socket = try NotifySocket(path: "\(statePath)/notify.\(index)")
            runs[index].notifyToken = try thread.watch(socket.descriptor) { [self] in
                assumeIsolated { $0.readNotifications(of: index) }
            }
            runs[index].notifySocket = socket
        }
        var process = process
        process.environment.removeAll { $0.hasPrefix("NOTIFY_SOCKET=") }
        process.environment.append("NOTIFY_SOCKET=\(socket.name)")
        process.environment.removeAll { $0.hasPrefix("WATCHDOG_USEC=") || $0.hasPrefix("WATCHDOG_PID=") }
        if let pause = plans[index].watchdog {
            process.environment.append("WATCHDOG_USEC=\(Int64(pause / .microseconds(1)))")
        }
        return process
    }

    func readNotifications(of index: Int) {
        guard let socket = runs[index].notifySocket else { return }
        var processes: ProcessTable?
        for _ in 0..<Self.datagramsAtOnce {
            guard let datagram = try? socket.receive() else { return }
            if processes == nil { processes = try? ProcessTable.current() }
            guard let processes, machine.isOccupied(index) else { continue }
            if let fault = fault(in: datagram, of: index, processes) {
                if !runs[index].hasComplained { board.note("\(plans[index].name): \(fault)") }
                runs[index].hasComplained = true
            } else {
                note(Notification(datagram.bytes), of: index, processes)
            }
        }
    }

    /// Why a datagram is not taken.
    private func fault(in datagram: NotifySocket.Datagram, of index: Int, _ processes: ProcessTable) -> String? {
        if datagram.isTruncated {
            return "a notification of more than \(NotifySocket.longest) bytes was ignored"
        }
        if isBelow(index, datagram.pid, processes) { return nil }
        // One that has ended meanwhile, as a shell's systemd-notify may: only the service knows of the socket.
        if datagram.pid > 0, processes.entry(of: datagram.pid) == nil, datagram.user == geteuid() { return nil }
        let name =
            datagram.pid > 0 ? "pid \(datagram.pid) (\(ProcessFiles.commandLine(of: datagram.pid)))" : "a process"
        return "a notification was ignored: it came from \(name), which is no process of this service"
    }

    private func isBelow(_ index: Int, _ pid: Int32, _ processes: ProcessTable) -> Bool {
        guard let warden = runs[index].warden, pid != warden.pid else { return false }
        return processes.lineage(of: pid).contains(warden.pid)
    }

    private func note(_ notification: Notification, of index: Int, _ processes: ProcessTable) {
        if let pid = notification.mainPid, isBelow(index, pid, processes), let main = processes.entry(of: pid) {
            watchMain(of: index, main)
            runs[index].main = main
            runs[index].mainExit = nil
            recordSoon()
        }
        if notification.isReloading { runs[index].notices.isReloading = true }
        if notification.isStopping { runs[index].notices.isStopping = true }
        if let status = notification.status { runs[index].notices.status = status }
        if notification.isReady {
            runs[index].notices.isReady = true
            runs[index].notices.isReloading = false
        }
        showStatusSoon(of: index)
        if let time = notification.extended { extend(index, by: time) }
        if notification.isReady, machine.phases[index] == .probing { post(.probePassed(index)) }
        if let pause = notification.watchdog {
            runs[index].watchdog = pause
            post(.watchdogSet(index, pause))
        }
        if notification.isTriggered { post(.watchdogTriggered(index)) }
        if notification.isAlive { post(.pinged(index)) }
    }

    private func extend(_ index: Int, by time: Duration) {
        let until = SuspendingClock.now + time
        guard let deadline = runs[index].deadline, until > deadline else { return }
        if machine.phases[index].isComing { runs[index].notices.hasExtended = true }
        post(.extended(index, until: until))
    }

    /// The warden tells of the end of the process that it has started, and of no other.
    private func watchMain(of index: Int, _ main: ProcessEntry) {
        unwatchMain(of: index)
        guard main.pid != runs[index].startedPid, let process = try? main.opened() else { return }
        let turn = runs[index].turn
        runs[index].mainToken = try? thread.watch(process) { [self] in
            assumeIsolated { core in
                core.unwatchMain(of: index)
                // Where all of the service ends with it, that is the better news.
                core.thread.schedule(at: .now + Self.mainPause) { [self] in
                    assumeIsolated { $0.noteMainLost(index, turn) }
                }
            }
        }
    }

    private func noteMainLost(_ index: Int, _ turn: Int) {
        if runs[index].turn == turn { post(.mainLost(index)) }
    }

    func unwatchMain(of index: Int) {
        if let token = runs[index].mainToken { thread.unwatch(token) }
        runs[index].mainToken = nil
    }

    /// A program may count through a million rows.
    private func showStatusSoon(of index: Int) {
        guard runs[index].report.status != runs[index].notices.words, !runs[index].isStatusDue else { return }
        runs[index].isStatusDue = true
        thread.schedule(at: .now + Self.statusPause) { [self] in
            assumeIsolated { core in
                core.runs[index].isStatusDue = false
                core.runs[index].report.status = core.runs[index].notices.words
                core.board.put(core.runs[index].report, at: index)
            }
        }
    }

    func closeNotifySocket(of index: Int) {
        unwatchMain(of: index)
        if let token = runs[index].notifyToken { thread.unwatch(token) }
        runs[index].notifyToken = nil
        runs[index].notifySocket = nil
    }
}
