import Glibc
internal import Linux

/// What an earlier run has left, when several of its processes were killed at once.
extension SupervisionCore {
    private static let grace = Duration.milliseconds(500)
    private static let patience = Duration.seconds(10)

    /// Ends it and waits for its end, so that its ports are free again.
    ///
    /// A warden that lives is about to end its service by itself, so it is only waited for.
    func endSurvivors(of earlier: RunRecord) async throws(SupervisionProblem) {
        guard earlier.boot == ProcessFiles.bootIdentifier() else { return }
        earlierMayLive = true
        var earlier = earlier
        let mark = earlier.mark.variable
        let isMarked = ProcessFiles.environment(of: getpid()).contains(mark)
        let began = SuspendingClock.now
        var deadline: SuspendingClock.Instant?
        var asked: Set<RunRecord.Entry> = []
        while !machine.isFinished {
            let table: ProcessTable
            do throws(SystemError) {
                table = try ProcessTable.current()
            } catch {
                throw SupervisionProblem("what an earlier run has left cannot be looked for: \(error)")
            }
            let known = earlier
            var left = earlier.survivors(in: table) { ProcessFiles.environment(of: $0.pid).contains(mark) }
            // devstack may have been started from below a service, a terminal server for one, and then its own wardens
            // carry that run's mark.
            var own = table.lineage(of: getpid())
            if isMarked { own.formUnion(table.descendants(of: getpid()).map(\.pid)) }
            left.orphans.removeAll { own.contains($0.pid) }
            if left.isEmpty {
                earlierMayLive = false
                return
            }
            // For the case that this run is killed as well. Without room for it, the record stays as it was.
            if earlier != known { try? folder?.keep(earlier) }
            let waited = began.duration(to: .now)
            for orphan in left.orphans {
                let isFirst = asked.insert(RunRecord.Entry(pid: orphan.pid, start: orphan.start)).inserted
                if isFirst {
                    board.note("ended what an earlier run had left: pid \(orphan.pid) (\(orphan.commandLine))")
                }
                if waited >= Self.grace {
                    orphan.signal(SIGKILL)
                } else if isFirst {
                    orphan.signal(SIGTERM)
                    orphan.signal(SIGCONT)
                }
            }
            // From the first SIGKILL on, so that nothing is given up that had no time to end.
            if waited >= Self.grace, deadline == nil { deadline = .now + Self.patience }
            if let deadline, deadline <= .now {
                let names = (left.wardens + left.orphans).map { "pid \($0.pid) (\($0.commandLine))" }
                throw SupervisionProblem(
                    "an earlier run of this stack has left what cannot be ended: \(names.joined(separator: ", "))",
                    remedy: "End it as the user whose process it is.")
            }
            await thread.sleep(until: .now + .milliseconds(5))
        }
    }
}
