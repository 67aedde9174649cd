internal import StackModel

/// What is asked of single services while the stack runs.
extension SupervisionCore {
    func carryOut(_ request: ServiceRequest, of index: Int) async -> ServiceReport {
        if request != .stop { runs[index].isAskedFor = hasBeenUp }
        switch request {
        case .start: post(.startService(index))
        case .stop: post(.stopService(index))
        case .restart: post(.restartService(index))
        }
        await settle(index)
        return runs[index].report
    }

    /// Waits until a service has come to rest.
    func settle(_ index: Int) async {
        guard !machine.isFinished, !machine.isSettled(index) else { return }
        await withCheckedContinuation { settling.append((index, $0)) }
    }

    /// Waits until every service has come to rest.
    func settleAll() async {
        // While one is waited for, another may begin anew.
        while !machine.isFinished, let index = machine.phases.indices.first(where: { !machine.isSettled($0) }) {
            await settle(index)
        }
    }

    /// Goes on with whoever waits for a service that has come to rest.
    func tellSettled() {
        let told = settling.filter { machine.isFinished || machine.isSettled($0.service) }
        settling.removeAll { machine.isFinished || machine.isSettled($0.service) }
        for waiter in told { waiter.continuation.resume() }
    }
}
