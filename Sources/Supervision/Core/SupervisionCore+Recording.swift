internal import Linux

/// What is written down for the next run, in case all of devstack's processes are killed at once.
extension SupervisionCore {
    func currentRecord() -> RunRecord {
        var record = record
        record.services = plans.indices.compactMap { index in
            guard let warden = runs[index].warden, let entry = ProcessEntry(pid: warden.pid) else { return nil }
            let main = runs[index].main.map { RunRecord.Entry(pid: $0.pid, start: $0.start) }
            return RunRecord.Service(
                name: plans[index].name, warden: RunRecord.Entry(pid: entry.pid, start: entry.start), main: main,
                sessions: runs[index].sessions)
        }
        return record
    }

    /// Once for all that starts in this turn of the thread's loop.
    func recordSoon() {
        guard !recordIsDue else { return }
        recordIsDue = true
        thread.submit { [self] in
            assumeIsolated { core in
                core.recordIsDue = false
                core.writeRecord()
            }
        }
    }

    private func writeRecord() {
        guard let folder else { return }
        do throws(SystemError) {
            try folder.keep(currentRecord())
        } catch {
            board.note("if devstack is killed now, the next run will not find what it leaves: \(error)")
        }
    }

    /// Looks for sessions that services have made for themselves: a daemon is in one, and without its warden and its
    /// main process nothing else tells whose it is.
    func noteSessionsSoon() {
        guard let pause = sessionWatch.begin() else { return }
        lookForSessions(after: pause)
    }

    private func lookForSessions(after pause: Duration) {
        if let token = sessionWatch.token { thread.cancel(token) }
        sessionWatch.token = thread.schedule(at: .now + pause) { [self] in
            assumeIsolated { core in
                core.sessionWatch.token = nil
                let before = WallClock.threadTime()
                core.noteSessions()
                let next = core.sessionWatch.pause(afterLookOf: WallClock.threadTime() - before)
                if let next { core.lookForSessions(after: next) }
            }
        }
    }

    private func noteSessions() {
        guard let table = try? ProcessTable.current() else { return }
        var hasChanged = false
        for index in runs.indices {
            guard let warden = runs[index].warden, runs[index].main != nil else { continue }
            let sessions = RunRecord.sessions(of: table.descendants(of: warden.pid), beside: warden.pid)
            if sessions == runs[index].sessions { continue }
            runs[index].sessions = sessions
            hasChanged = true
        }
        if hasChanged { recordSoon() }
    }
}
