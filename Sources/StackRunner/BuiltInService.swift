import NIOCore
internal import Reporting
import Serving
internal import StackModel
import Supervision
import Synchronization

/// A built-in server inside this process, as the supervisor runs it.
final class BuiltInService: InProcessService {
    private let plan: BuiltInPlan
    private let group: any EventLoopGroup
    private let log: @Sendable ([UInt8]) -> Void
    private let server = Mutex<BuiltInServer?>(nil)

    init(plan: BuiltInPlan, group: any EventLoopGroup, log: @escaping @Sendable ([UInt8]) -> Void) {
        self.plan = plan
        self.group = group
        self.log = log
    }

    func start() async throws -> [String] {
        let log = log
        guard
            let configuration = try plan.configuration(
                sockets: [.bind(address: plan.service.host, port: plan.service.port?.value ?? 0)],
                complain: { log(Array($0.utf8)) })
        else { return [] }
        let server = BuiltInServer(configuration: configuration, group: group) { log(AccessLine.bytes($0)) }
        self.server.withLock { $0 = server }
        do {
            return try await server.start()
        } catch {
            throw SupervisionProblem(error.message, remedy: error.remedy.map { "\($0)." })
        }
    }

    func stop(grace: Duration) async {
        await server.withLock { $0 }?.stop(grace: grace)
    }
}
