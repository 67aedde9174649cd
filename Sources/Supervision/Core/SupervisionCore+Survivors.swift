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
        let began = SuspendingClock.now
        var asked: Set<ProcessEntry> = []
        while !machine.isFinished {
            let table: ProcessTable
            do throws(SystemError) {
                table = try ProcessTable.current()
            } catch {
                throw SupervisionProblem("what an earlier run has left cannot be looked for: \(error)")
            }
            let (wardens, orphans) = earlier.survivors(in: table)
            if wardens.isEmpty, orphans.isEmpty { return }
            let waited = began.duration(to: .now)
            for orphan in orphans {
                let isFirst = asked.insert(orphan).inserted
                if isFirst {
                    board.note("ended what an earlier run had left: pid \(orphan.pid) (\(orphan.commandLine))")
                }
                if waited >= Self.grace { orphan.signal(SIGKILL) } else if isFirst { orphan.signal(SIGTERM) }
            }
            if waited >= Self.patience {
                let left = (wardens + orphans).map { "pid \($0.pid) (\($0.commandLine))" }.joined(separator: ", ")
                throw SupervisionProblem(
                    "an earlier run of this stack has left what cannot be ended: \(left)",
                    remedy: "end it as the user whose process it is")
            }
            await thread.sleep(until: .now + .milliseconds(5))
        }
    }
}
