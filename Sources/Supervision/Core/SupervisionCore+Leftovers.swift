import Glibc
internal import Linux

/// What a killed warden leaves is this process's own child from then on: it gets SIGTERM, 500 ms, and SIGKILL.
extension SupervisionCore {
    func endLeftovers(of index: Int) {
        let isRunning = !sweep.services.isEmpty
        sweep.services.insert(index)
        sweep.began = .now
        if !isRunning { sweepLeftovers() }
    }

    private func sweepLeftovers() {
        guard !machine.isFinished, let table = try? ProcessTable.current() else { return }
        // Orphans come one generation after the other, as their parents end.
        let children = Warden.leftovers(in: table).filter { !Adoption.reap($0.pid) }
        guard !children.isEmpty else {
            let services = sweep.services.sorted()
            sweep = LeftoverSweep()
            for index in services {
                closeOutputs(of: index)
                post(.gone(index))
            }
            return
        }
        let all = Set(children + children.flatMap { table.descendants(of: $0.pid) })
        let isOver = sweep.began.duration(to: .now) >= LeftoverSweep.grace
        for entry in all {
            if isOver {
                entry.signal(SIGKILL)
            } else if sweep.asked.insert(entry.pid).inserted {
                entry.signal(SIGTERM)
                entry.signal(SIGCONT)
            }
        }
        thread.schedule(at: .now + LeftoverSweep.pause) { [self] in assumeIsolated { $0.sweepLeftovers() } }
    }
}
