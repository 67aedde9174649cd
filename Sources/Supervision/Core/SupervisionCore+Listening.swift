internal import Linux

/// Readiness by listeners: one question to the kernel for all services that wait, then only their own processes.
extension SupervisionCore {
    func watchListeners(of index: Int) {
        watch.waiting.insert(index)
        watch.began = .now
        releasePortsInTime(of: index)
        guard !watch.isTicking else { return }
        watch.isTicking = true
        look()
    }

    private func look() {
        guard !watch.waiting.isEmpty else {
            watch.isTicking = false
            return
        }
        let began = SuspendingClock.now
        let before = WallClock.threadTime()
        let found = listeningServices(among: watch.waiting.sorted())
        let pause = ListenerWatch.pause(
            afterLookOf: WallClock.threadTime() - before, hasFound: !found.isEmpty,
            since: watch.began.duration(to: .now))
        for index in found {
            watch.waiting.remove(index)
            noteListening(index)
            post(.listening(index))
        }
        watch.latest = (began, watch.waiting)
        thread.schedule(at: .now + pause) { [self] in assumeIsolated { $0.look() } }
    }

    /// Those of these services whose own processes hold every required listener.
    private func listeningServices(among services: [Int]) -> [Int] {
        guard let sockets = try? watch.listeners().current() else { return [] }
        let byPort = Dictionary(grouping: sockets, by: \.port)
        var processes: ProcessTable?
        return services.filter { index in
            let required = plans[index].listeners.filter(\.isRequired)
            let held = required.map { plan in (byPort[plan.port] ?? []).filter { $0.answers(plan.address) } }
            guard held.allSatisfy({ !$0.isEmpty }) else { return false }
            func isHeld(by inodes: Set<UInt32>) -> Bool {
                held.allSatisfy { $0.contains { inodes.contains($0.inode) } }
            }
            // Mostly it is the main process; only for another one all processes are looked through.
            var own = runs[index].main.flatMap { ProcessFiles.sockets(of: $0.pid) } ?? []
            if isHeld(by: own) { return true }
            if processes == nil { processes = try? ProcessTable.current() }
            guard let processes else { return false }
            own.formUnion(ownSockets(of: index, in: processes))
            return isHeld(by: own)
        }
    }

    /// The sockets of everything that runs below the service's warden.
    func ownSockets(of index: Int, in processes: ProcessTable) -> Set<UInt32> {
        guard let warden = runs[index].warden else { return [] }
        return processes.descendants(of: warden.pid).reduce(into: []) { inodes, entry in
            inodes.formUnion(ProcessFiles.sockets(of: entry.pid) ?? [])
        }
    }

    func confirmListeners(of index: Int) {
        if listeningServices(among: [index]).isEmpty { post(.listenersLost(index)) }
    }
}
