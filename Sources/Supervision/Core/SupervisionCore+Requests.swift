internal import StackModel

/// What is asked of single services while the stack runs.
extension SupervisionCore {
    func carryOut(_ request: ServiceRequest, of index: Int) async -> ServiceReport {
        let touched = request == .stop ? [] : machine.touched(by: request, of: index)
        for service in touched { runs[service].isAskedFor = hasBeenUp }
        switch request {
        case .start: post(.startService(index))
        case .stop: post(.stopService(index))
        case .restart: post(.restartService(index))
        }
        await settle(index)
        for service in touched.sorted() { await settle(service) }
        return runs[index].report
    }

    /// Those that are started again with a service now, without itself.
    func restartedWith(_ index: Int) -> [Int] {
        machine.restartedWith(index).subtracting([index]).filter { machine.runs($0) }.sorted()
    }

    func toldToStop() -> [Int] { runs.indices.filter { !machine.isWanted($0) } }

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
