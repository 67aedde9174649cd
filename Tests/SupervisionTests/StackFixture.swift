import Glibc
import Linux
import StackModel
import Synchronization
import Testing

@testable import Supervision

/// A stack of a test's own, of which nothing may be left afterwards.
final class StackFixture: Sendable {
    let folder: TemporaryFolder
    let lines = Journal<LogLine>()
    let changes = Journal<ServiceReport>()
    private let reservations = Mutex<[BoundSocket]>([])

    /// In every command line and warden's name of this stack.
    var mark: String { String(folder.path.suffix(6)) }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Where the products of this package are, the tests among them.
    static var products: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    }

    /// An address of this stack's own, so that no other test's port is in its way.
    let address = InternetAddress(bytes: [127, .random(in: 1...254), .random(in: 0...255), .random(in: 1...254)])

    /// A port that is this stack's own: bound here without listening, in a way that lets a listener bind it too.
    func freePort(onAnyAddress: Bool = false) throws -> UInt16 {
        let reservation = try BoundSocket(onAnyAddress ? InternetAddress(bytes: [0, 0, 0, 0]) : address)
        reservations.withLock { $0.append(reservation) }
        return reservation.port
    }

    /// A service that does what its words say: see the service fixture.
    func service(
        _ name: String, port: UInt16? = nil, after dependencies: [Int] = [], readiness: Readiness? = nil,
        within: Duration = .seconds(600), grace: Duration = .seconds(10), environment: [String] = [],
        restart: RestartPolicy = .no, _ words: String...
    ) -> ServicePlan {
        command(
            name, port: port, after: dependencies, readiness: readiness, within: within, grace: grace,
            environment: environment, restart: restart, ["\(Self.products)/service-fixture", "mark", mark] + words)
    }

    func command(
        _ name: String, port: UInt16? = nil, after dependencies: [Int] = [], readiness: Readiness? = nil,
        within: Duration = .seconds(600), grace: Duration = .seconds(10), environment: [String] = [],
        workingDirectory: String? = nil, restart: RestartPolicy = .no, _ arguments: [String]
    ) -> ServicePlan {
        ServicePlan(
            name: "\(name)-\(mark)", dependencies: dependencies.map { StackMachine.Dependency($0) },
            run: .process(
                ProcessPlan(
                    arguments: arguments, environment: environment, workingDirectory: workingDirectory ?? folder.path)),
            listeners: port.map { [ListenerPlan(address: address, port: $0)] } ?? [],
            readiness: readiness ?? (port == nil ? .started : .listen), within: within, gracePeriod: grace,
            restart: restart)
    }

    func supervisor(
        _ plans: [ServicePlan], prober: @escaping Supervisor.Prober = { _ in .passed }
    ) throws -> Supervisor {
        let lines = lines
        let changes = changes
        return try Supervisor(
            plans: plans, stateDirectory: folder.path + "/state", prober: prober, sink: { $0.forEach(lines.add) },
            observer: { changes.add($0) })
    }

    /// Runs a stack, and whatever the body did to it, ends it and looks whether anything is left.
    func run(
        _ plans: [ServicePlan], prober: @escaping Supervisor.Prober = { _ in .passed },
        _ body: (Supervisor) async throws -> Void
    ) async throws {
        let supervisor = try supervisor(plans, prober: prober)
        supervisor.start()
        let result: Result<Void, any Error>
        do { result = .success(try await body(supervisor)) } catch { result = .failure(error) }
        supervisor.requestStop()
        await supervisor.whenFinished()
        try expectNothingLeft(of: plans)
        try result.get()
    }

    func expectNothingLeft(of plans: [ServicePlan], sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try leftovers() == [], sourceLocation: sourceLocation)
        // Other tests listen on the same port numbers, at other addresses.
        let places = plans.flatMap(\.listeners)
        let open = try ListenerTable().current().filter { socket in
            places.contains { $0.port == socket.port && ($0.address == socket.address || socket.address.isWildcard) }
        }
        #expect(open.isEmpty, sourceLocation: sourceLocation)
    }

    /// The command lines of this stack's processes.
    func leftovers() throws -> [String] {
        try ProcessTable.current().entries
            .filter { $0.pid != getpid() && !$0.isZombie }
            .map(\.commandLine)
            .filter { $0.contains(mark) }
    }

    func text(of index: Int) -> [String] {
        lines.values.filter { $0.service == index }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
