import Diagnostics
import StackFile
import StackModel
import Testing

@testable import StackRunner

/// Which words of a service have changed, and what has to be done for it.
@Suite struct StackComparisonTests {
    private func stack(_ text: String) throws -> Stack {
        var collector = DiagnosticCollector()
        let stack = StackFileReader(environment: [:])
            .read(bytes: Array(text.utf8), path: "devstack.yaml", directory: "/tmp", collector: &collector)
        return try #require(stack, "\(collector.diagnostics)")
    }

    private func words(_ before: String, _ after: String) throws -> [String] {
        try StackComparison(stack(before), stack(after)).words(of: "a")
    }

    @Test func whereAndHowItIsSaidDoesNotMatter() throws {
        let long = "services:\n\n  a:\n    command:\n      - sleep\n      - '1'\n    environment: [B=1]\n"
        #expect(try words("services: {a: {command: sleep 1, environment: {B: '1'}}}\n", long) == [])
    }

    @Test func eachWordIsNamed() throws {
        let before = "services: {a: {command: sleep 1, environment: {B: x, C: x}, stop_grace_period: 3s}}\n"
        let after = "services: {a: {command: sleep 2, environment: {B: y, D: x}, stop_grace_period: 3s}}\n"
        #expect(try words(before, after) == ["command", "environment.B", "environment.C", "environment.D"])
    }

    @Test func whatTheServiceWasStartedWithIsItsOwn() throws {
        let before = """
            certificates: {x: [localhost], y: [a.test]}
            services: {a: {command: sleep 1, port: 9000, tls: x}}

            """
        #expect(try words(before, before.replacing("[a.test]", with: "[b.test]")) == [])
        #expect(
            try words(before, before.replacing("[localhost]", with: "[localhost, c.test]")) == ["certificates.x.names"])
        #expect(try words(before, "authority: {permit: [corp.example]}\n" + before) == ["authority.permit"])
    }

    @Test func whatItTakesOverNeedsNoRestart() {
        #expect(
            !StackComparison.needsRestart([
                "depends_on", "restart", "stop_grace_period", "logs.max_size", "depends_on.b.condition",
            ]))
        #expect(StackComparison.needsRestart(["depends_on", "command"]))
        #expect(StackComparison.needsRestart(["environment.RESTART"]))
    }
}
