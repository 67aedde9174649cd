import StackModel
import Synchronization

/// The access records of a server, in their order.
final class AccessLog: Sendable {
    private let records = Mutex<[AccessRecord]>([])
    private let arrivals: AsyncStream<AccessRecord>
    private let sink: AsyncStream<AccessRecord>.Continuation

    init() {
        (arrivals, sink) = AsyncStream.makeStream()
    }

    func add(_ record: AccessRecord) {
        records.withLock { $0.append(record) }
        sink.yield(record)
    }

    var all: [AccessRecord] { records.withLock { $0 } }

    /// The first record that fits, now or later.
    func first(where fits: @Sendable (AccessRecord) -> Bool) async -> AccessRecord? {
        for await record in arrivals where fits(record) { return record }
        return nil
    }
}
