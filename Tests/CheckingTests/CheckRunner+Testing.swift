import Checking
import NIOPosix
import StackModel

extension CheckRunner {
    /// Runs `body` with a runner that knows these things, and closes its connections.
    static func with<Result>(
        authorityPEM: [UInt8]? = nil, localNames: Set<String> = [], addresses: [String] = ["127.0.0.1"],
        childEnvironment: [EnvironmentVariable] = [],
        commandRunner: @escaping CheckEnvironment.CommandRunner = { _, _ in CommandOutcome(.exited(0)) },
        secrets: SecretMask = SecretMask(), _ body: (CheckRunner) async throws -> Result
    ) async rethrows -> Result {
        let environment = CheckEnvironment(
            authorityPEM: authorityPEM, localNames: localNames, addresses: { _ in addresses },
            childEnvironment: childEnvironment, commandRunner: commandRunner, secrets: secrets)
        let runner = CheckRunner(environment: environment, group: MultiThreadedEventLoopGroup.singleton)
        do {
            let result = try await body(runner)
            await runner.shutdown()
            return result
        } catch {
            await runner.shutdown()
            throw error
        }
    }

    func run(_ check: Check) async -> CheckResult { await run([check])[0] }
}
