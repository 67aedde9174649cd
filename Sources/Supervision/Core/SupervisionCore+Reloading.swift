internal import Linux
internal import StackModel

/// What the services are to be from now on.
extension SupervisionCore {
    /// Returns when everything that it touches has come to rest.
    ///
    /// - Throws: a `SupervisionProblem` when the stack is being stopped, or there is no room for further processes: nothing
    ///   is touched then; and when it is stopped meanwhile.
    func reload(_ revision: StackRevision) async throws(SupervisionProblem) {
        if machine.isStopping { throw SupervisionProblem("the stack is being stopped") }
        let plansAfter = plans + revision.added.map(\.plan)
        if plansAfter.contains(where: \.isProcess) { try makeRoom(forProcesses: plansAfter.count(where: \.isProcess)) }
        let added = plans.count..<plansAfter.count
        plans = plansAfter
        runs += revision.added.map { ServiceRun(of: $0.plan, isLate: true) }
        board.add(revision.added.map(\.plan))
        book.add(revision.added.map(\.plan))
        for (index, change) in revision.changed { revised[index] = change.plan }
        let touched = revision.removed.union(revision.changed.keys).union(added).union(revision.restarted)
        for index in touched { runs[index].isAskedFor = hasBeenUp }
        board.arrange(revision.order + revision.removed.sorted())
        post(.reload(StackChange(revision)))
        for index in touched.sorted() { await settle(index) }
        // What could not be ended is still there.
        let remaining = revision.removed.filter { machine.phases[$0] == .failed(.unendable) }
        for index in revision.removed.subtracting(remaining) { letGo(index) }
        board.arrange(revision.order + remaining.sorted())
        if machine.isStopping { throw SupervisionProblem("the stack was stopped meanwhile") }
    }

    /// Of a service that is not there any more.
    private func letGo(_ index: Int) {
        if let token = runs[index].wardenToken { thread.unwatch(token) }
        runs[index].wardenToken = nil
        runs[index].warden?.dismiss()
        runs[index].warden = nil
    }

    /// The machine has come to where the service is what the reload said.
    func adopt(_ index: Int, whileItRuns: Bool) {
        guard var plan = revised.removeValue(forKey: index) else { return }
        // A server that goes on is the one that was started.
        if whileItRuns, case .inProcess = plans[index].run { plan.run = plans[index].run }
        if plan.listeners != plans[index].listeners || plan.isActivated != plans[index].isActivated
            || plan.listensItself != plans[index].listensItself
        {
            runs[index].sockets = []
        }
        plans[index] = plan
        book.keep(plan.logs, of: index)
        runs[index].report.address = plan.address
        runs[index].report.ports = plan.ports
    }
}

extension StackChange {
    init(_ revision: StackRevision) {
        self.init(
            removed: revision.removed,
            changed: revision.changed.mapValues {
                Revision(
                    definition: .init($0.plan), needsRestart: $0.needsRestart, after: $0.after, isToRun: $0.isToRun)
            },
            added: revision.added.map { Addition(.init($0.plan), after: $0.after) })
    }
}
