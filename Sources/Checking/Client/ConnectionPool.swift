import Synchronization

/// The idle connections, by what they can be used for again.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [ConnectionKey: [HTTPConnection]] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// The connection that was used last: the one most likely to be open still.
    func take(_ key: ConnectionKey) -> HTTPConnection? {
        state.withLock { state in
            while let connection = state.idle[key]?.popLast() {
                if connection.isActive { return connection }
            }
            return nil
        }
    }

    func put(_ connection: HTTPConnection, for key: ConnectionKey) {
        guard connection.isActive else { return }
        let isKept = state.withLock { state in
            if !state.isClosed { state.idle[key, default: []].append(connection) }
            return !state.isClosed
        }
        if !isKept { connection.close() }
    }

    /// Closes what is idle, and from now on everything that is put back.
    func close() async {
        let idle = state.withLock { state in
            defer { state.idle = [:] }
            state.isClosed = true
            return state.idle.values.flatMap { $0 }
        }
        for connection in idle { await connection.closed() }
    }
}
