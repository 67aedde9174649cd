internal import StackModel

/// What is asked of single services while the stack runs.
extension SupervisionCore {
    func carryOut(_ request: ServiceRequest, of index: Int) async -> ServiceReport {
        switch request {
        case .start: post(.startService(index))
        case .stop: post(.stopService(index))
        case .restart: post(.restartService(index))
        }
        if !machine.isSettled(index) {
            await withCheckedContinuation { settling.append((index, $0)) }
        }
        return runs[index].report
    }

    /// Goes on with whoever waits for a service that has come to rest.
    func tellSettled() {
        let told = settling.filter { machine.isFinished || machine.isSettled($0.service) }
        settling.removeAll { machine.isFinished || machine.isSettled($0.service) }
        for waiter in told { waiter.continuation.resume() }
    }
}
