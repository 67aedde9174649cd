import Supervision
import Synchronization

/// An in-process server that does as a test says.
final class ServerStub: InProcessService {
    private let behaviour: @Sendable () async throws -> [String]
    private let stops = Mutex(0)

    init(_ behaviour: @escaping @Sendable () async throws -> [String] = { [] }) {
        self.behaviour = behaviour
    }

    var stopCount: Int { stops.withLock { $0 } }

    func start() async throws -> [String] { try await behaviour() }

    func stop(grace: Duration) async { stops.withLock { $0 += 1 } }
}
