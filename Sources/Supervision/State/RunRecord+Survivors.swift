internal import Linux

extension RunRecord {
    /// What is left of a run.
    struct Survivors: Equatable {
        /// They are about to end their services by themselves.
        var wardens: [ProcessEntry] = []
        /// What has lost its warden.
        var orphans: [ProcessEntry] = []

        var isEmpty: Bool { wardens.isEmpty && orphans.isEmpty }
    }

    /// What is left of the run in a process table.
    ///
    /// Its sessions are added to the record: once a parent has ended, nothing else leads to its children.
    ///
    /// - Parameter isMarked: whether a process carries the run's mark.
    mutating func survivors(in table: ProcessTable, isMarked: (ProcessEntry) -> Bool) -> Survivors {
        var survivors = Survivors()
        var known: Set<Int32> = []
        for index in services.indices {
            let warden = services[index].warden
            if let named = table.entry(of: warden.pid), named.start == warden.start, !named.isZombie {
                survivors.wardens.append(named)
                continue
            }
            let found = orphans(of: services[index], in: table)
            let all = found + found.flatMap { table.descendants(of: $0.pid) }.filter { !$0.isZombie }
            for session in Self.sessions(of: all, beside: warden.pid)
            where !services[index].sessions.contains(where: { $0.pid == session.pid }) {
                services[index].sessions.append(session)
            }
            survivors.orphans += all.filter { known.insert($0.pid).inserted }
        }
        known.formUnion(survivors.wardens.flatMap { table.descendants(of: $0.pid) }.map(\.pid))
        let marked = table.entries.filter {
            !$0.isZombie && $0.start >= since && !known.contains($0.pid) && isMarked($0)
        }
        let below = marked.flatMap { table.descendants(of: $0.pid) }.filter { !$0.isZombie }
        survivors.orphans += (marked + below).filter { known.insert($0.pid).inserted }
        return survivors
    }

    /// The main process, and whoever is in one of the service's sessions.
    private func orphans(of service: Service, in table: ProcessTable) -> [ProcessEntry] {
        let sessions = Set(
            ([service.warden] + service.sessions).filter { session in
                // As long as a session has members, its number is nobody else's; a leader that is younger than they
                // leads another one.
                guard let leader = table.entry(of: session.pid) else { return true }
                return leader.start <= session.start
            }.map(\.pid))
        return table.entries.filter { entry in
            guard !entry.isZombie, entry.start >= service.warden.start else { return false }
            let isMain = entry.pid == service.main?.pid && entry.start == service.main?.start
            return isMain || sessions.contains(entry.session)
        }
    }
}
