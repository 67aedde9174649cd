import StackModel
import Testbed
import Testing

@testable import Supervision

/// What is said of a service that is late: what its processes do, and where they listen.
@Suite(.timeLimit(.minutes(1))) struct LatenessTests {
    private func failure(_ stack: StackFixture, _ plan: ServicePlan) async throws -> ServiceReport {
        var report: ServiceReport?
        try await stack.run([plan]) { report = await $0.whenServiceFails() }
        return try #require(report)
    }

    @Test func aStoppedProcessIsToldWithWhatLetsItGoOn() async throws {
        let stack = try StackFixture()
        let plan = stack.command(
            "web", readiness: .log(pattern: "up"), within: .seconds(3), grace: .milliseconds(100),
            ["/bin/sh", "-c", "kill -STOP $$; echo up", stack.mark])
        let report = try await failure(stack, plan)
        let failure = try #require(report.failure)
        #expect(failure.contains("; it is stopped (pid "), "\(failure)")
        #expect(failure.contains(", /bin/sh -c kill -STOP $$; echo up \(stack.mark))"), "\(failure)")
        let pid = try #require(failure.split(separator: "(pid ").last?.prefix { $0.isNumber })
        #expect(report.remedy?.hasSuffix("A signal has stopped it; let it go on: kill -CONT \(pid).") == true)
    }

    @Test func whatRunsBelowIsToldToo() async throws {
        let stack = try StackFixture()
        let plan = stack.command(
            "web", readiness: .exit, within: .seconds(3), grace: .milliseconds(100),
            [
                "/bin/sh", "-c", "/bin/sleep 1000 & /bin/sleep 1001 & /bin/sleep 1002 & /bin/sleep 1003 & wait",
                stack.mark,
            ])
        let failure = try #require(try await failure(stack, plan).failure)
        #expect(failure.hasPrefix("it was not ready within 3 s: it should end with status 0, but it waits (pid "))
        #expect(failure.contains(", and below it 1 more, /bin/sleep 1001 (pid "), "\(failure)")
        #expect(failure.hasSuffix(") waits"), "\(failure)")
    }

    @Test func whatWasLeftIsTold() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plan = stack.service(
            "web", port: port, within: .seconds(3), grace: .milliseconds(100), "fork", "session", "then", "exit", "0")
        let failure = try #require(try await failure(stack, plan).failure)
        #expect(
            failure.contains("listens on no port; its main process ended with status 0, and below it "), "\(failure)")
    }

    @Test(arguments: AddressFamilies.available(of: ["127.0.0.1", "::1"]))
    func whereItListensUnaskedIsTold(address: String) async throws {
        let family = address.contains(":") ? "IPv6" : "IPv4"
        let stack = try StackFixture()
        let plan = stack.service(
            "web", readiness: .log(pattern: "up"), within: .seconds(3), "listen", address, "0")
        let failure = try #require(try await failure(stack, plan).failure)
        #expect(failure.contains("); it listens on \(address.contains(":") ? "[::1]" : address):"), "\(failure)")
        #expect(failure.hasSuffix(" (\(family))") || failure.contains(" (\(family)),"), "\(failure)")
    }
}
