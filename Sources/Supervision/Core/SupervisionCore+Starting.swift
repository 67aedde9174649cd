import Glibc
internal import Linux
internal import StackModel

/// What is done before the first service is started.
extension SupervisionCore {
    /// From the lock to the first start.
    func begin() async {
        guard !machine.isFinished else { return }
        do throws(SupervisionProblem) {
            if let folder = try await takeFolder() {
                self.folder = folder
                if let earlier = folder.earlier { try await endSurvivors(of: earlier) }
            }
            // Told to stop meanwhile: nothing was started.
            guard !machine.isFinished else { return }
            if try refuseTakenPorts() {
                claimed.set(false)
                return
            }
            if runsCommands || plans.contains(where: \.isProcess) { try keepFirstRecord() }
            try prepareProcesses()
            claimed.set(true)
            post(.begin)
        } catch {
            claimed.set(false)
            outcome.set(.refused(error))
            post(.stopRequested)
        }
    }

    /// With nothing to run there is nothing to keep apart from another run, or to remember; only an earlier run's end
    /// may be left to do.
    private func takeFolder() async throws(SupervisionProblem) -> StateFolder? {
        // A run that was killed, or has ended, a moment ago lets go of its lock only when all of it is taken apart.
        for _ in 0..<100 {
            if StateFolder.isFree(statePath) { break }
            await thread.sleep(until: .now + .milliseconds(5))
        }
        guard !machine.isFinished else { return nil }
        if !plans.isEmpty { return try StateFolder(path: statePath) }
        return StateFolder.hasRecord(statePath) ? try? StateFolder(path: statePath) : nil
    }

    private func refuseTakenPorts() throws(SupervisionProblem) -> Bool {
        guard plans.contains(where: { !$0.listeners.isEmpty }) else { return false }
        let conflicts: [PortSurvey.Conflict]
        do throws(SystemError) {
            let table = try watch.listeners()
            conflicts = try PortSurvey.conflicts(wanted: plans.map(\.listeners), in: table)
        } catch {
            throw SupervisionProblem("the kernel does not tell who listens on which port: \(error)")
        }
        for conflict in conflicts {
            runs[conflict.service].startProblem = SupervisionProblem(conflict.message, remedy: conflict.remedy)
        }
        post(conflicts.map { .portTaken($0.service) })
        return !conflicts.isEmpty
    }

    /// Who else listens where a service is to, now.
    func takenPort(of index: Int) -> SupervisionProblem? {
        guard !plans[index].listeners.isEmpty, let table = try? watch.listeners(),
            let conflict = try? PortSurvey.conflicts(wanted: [plans[index].listeners], in: table).first
        else { return nil }
        return SupervisionProblem(conflict.message, remedy: conflict.remedy)
    }

    /// The run's mark, on disk before any process carries it.
    private func keepFirstRecord() throws(SupervisionProblem) {
        record.boot = ProcessFiles.bootIdentifier()
        record.since = ProcessEntry(pid: getpid())?.start ?? 0
        do throws(SystemError) {
            try folder?.keep(record)
        } catch {
            throw SupervisionProblem(
                "the stack's state cannot be kept: \(error)", remedy: "Free some room on its disk.")
        }
    }

    /// Wardens for all processes, recorded before the first of them has anything to guard.
    private func prepareProcesses() throws(SupervisionProblem) {
        let processes = plans.indices.filter { plans[$0].isProcess }
        guard !processes.isEmpty else { return }
        do throws(SystemError) {
            try beProcessKeeper(of: processes.count)
            for index in processes { try takeWarden(index) }
            pool = nil
            try folder?.keep(currentRecord())
        } catch {
            throw SupervisionProblem("the services' wardens could not be started: \(error)")
        }
    }

    private func beProcessKeeper(of count: Int) throws(SystemError) {
        try Adoption.begin()
        // A warden's socket, two pipes and a log each, and room for the servers' own.
        if count > 150 { try DescriptorLimit.raise(to: count * 5 + 1024) }
    }

    /// For processes that come while the stack runs; each gets its warden when it is started.
    func makeRoom(forProcesses count: Int) throws(SupervisionProblem) {
        if folder == nil { folder = try StateFolder(path: statePath) }
        if record.boot.isEmpty { try keepFirstRecord() }
        do throws(SystemError) {
            try beProcessKeeper(of: count)
        } catch {
            throw SupervisionProblem("further processes cannot be kept: \(error)")
        }
    }

    func takeWarden(_ index: Int) throws(SystemError) {
        let warden: Warden
        if let idle = pool?.take(plans[index].name) {
            warden = idle
        } else {
            warden = try Warden(name: plans[index].name)
        }
        runs[index].warden = warden
        try watchWarden(index)
    }

    func watchWarden(_ index: Int) throws(SystemError) {
        guard let warden = runs[index].warden else { return }
        runs[index].wardenToken = try thread.watch(warden.control) { [self] in
            assumeIsolated { $0.readReports(of: index) }
        }
    }
}

extension ServicePlan {
    var isProcess: Bool {
        if case .process = run { true } else { false }
    }
}
