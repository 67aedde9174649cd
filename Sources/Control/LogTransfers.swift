import Synchronization

/// The logs that are on their way to clients.
final class LogTransfers: Sendable {
    private struct State {
        var transfers: [ObjectIdentifier: LogTransfer] = [:]
        var isStopped = false
    }

    private let state = Mutex(State())

    func begin(_ transfer: LogTransfer) {
        let isStopped = state.withLock { state in
            state.transfers[ObjectIdentifier(transfer)] = transfer
            return state.isStopped
        }
        transfer.begin()
        if isStopped { transfer.stop() }
    }

    func remove(_ transfer: ObjectIdentifier) {
        state.withLock { _ = $0.transfers.removeValue(forKey: transfer) }
    }

    /// The stack has ended.
    func stop() {
        let transfers = state.withLock { state in
            state.isStopped = true
            return Array(state.transfers.values)
        }
        for transfer in transfers { transfer.stop() }
    }
}
