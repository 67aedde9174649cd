import Glibc
import Linux
import StackModel
import Testing

@testable import Supervision

/// Ports that are open before their program runs, and stay open while it is started again.
@Suite(.timeLimit(.minutes(1))) struct ActivationTests {
    /// A program that says what it was given, and then waits.
    private func service(_ stack: StackFixture, ports: [String: UInt16], restart: RestartPolicy = .no) -> ServicePlan {
        var plan = stack.command(
            "web", readiness: .log(pattern: "^given"),
            environment: ["LISTEN_PID=1", "LISTEN_FDNAMES=other"], restart: restart,
            [
                "/bin/sh", "-c",
                "echo $LISTEN_PID $$ $LISTEN_FDS $LISTEN_FDNAMES; exec \"$0\" mark \(stack.mark) descriptors print given",
                "\(StackFixture.products)/service-fixture",
            ])
        plan.listeners = ports.sorted { $0.key > $1.key }.map {
            ListenerPlan(address: stack.address, port: $1, name: $0)
        }
        plan.isActivated = true
        return plan
    }

    private func listener(_ stack: StackFixture, _ port: UInt16) throws -> ListeningSocket? {
        try ListenerTable().current().first { $0.port == port && $0.address == stack.address }
    }

    @Test func theProgramIsToldOfItsSocketsAndHasNoOthers() async throws {
        let stack = try StackFixture()
        let ports = ["port": try stack.freePort(), "admin": try stack.freePort()]
        try await stack.run([service(stack, ports: ports)]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let words = try #require(stack.text(of: 0).first).split(separator: " ")
            #expect(words.count == 4)
            #expect(words.first == words.dropFirst().first)
            #expect(words.dropFirst(2) == ["2", "port:admin"])
            #expect(stack.text(of: 0).dropFirst().first == "0 1 2 3 4 ")
            for port in ports.values { #expect(try listener(stack, port) != nil) }
        }
    }

    @Test func aRestartKeepsTheSocketAndAStopClosesIt() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        let plan = service(stack, ports: ["port": port])
        try await stack.run([plan]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let first = try #require(try listener(stack, port))
            #expect(await supervisor.carryOut(.restart, of: plan.name)?.state == .ready)
            #expect(stack.changes.values.contains { $0.state == .stopping })
            #expect(try listener(stack, port)?.inode == first.inode)

            #expect(await supervisor.carryOut(.stop, of: plan.name)?.state == .stopped)
            #expect(try listener(stack, port) == nil)
            #expect(await supervisor.carryOut(.start, of: plan.name)?.state == .ready)
            let second = try #require(try listener(stack, port))
            #expect(second.inode != first.inode)
        }
    }

    @Test func whoConnectsWhileItIsDownWaitsForItsNextStart() async throws {
        let stack = try StackFixture()
        let port = try stack.freePort()
        try await stack.run([service(stack, ports: ["port": port], restart: .always)]) { supervisor in
            #expect(await supervisor.whenReady() == .ready)
            let socket = try #require(try listener(stack, port))
            let program = try #require(
                try ProcessTable.current().entries.first {
                    $0.commandLine.contains("service-fixture mark \(stack.mark)")
                })
            program.signal(SIGKILL)
            _ = try await stack.changes.first { $0.state == .restarting }
            // Accepted by the kernel, whoever is to answer.
            #expect(try connects(to: stack.address, port))
            _ = try await stack.changes.first { $0.state == .ready && $0.restarts == 1 }
            #expect(try listener(stack, port)?.inode == socket.inode)
        }
    }

    @Test func aPortThatCannotBeHadIsNamed() async throws {
        let stack = try StackFixture()
        var plan = service(stack, ports: ["port": 7])
        // Of the range for documentation (RFC 5737): no address of this machine.
        plan.listeners = [ListenerPlan(address: InternetAddress(bytes: [192, 0, 2, 1]), port: 7)]
        try await stack.run([plan]) { supervisor in
            guard case .failed(let reports) = await supervisor.whenReady() else {
                Issue.record("it did not fail")
                return
            }
            #expect(
                reports.first?.failure
                    == "it could not be started: bind 192.0.2.1:7: Cannot assign requested address")
        }
    }

    private func connects(to address: InternetAddress, _ port: UInt16) throws -> Bool {
        let socket = Descriptor(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &name.sin_addr) { $0.copyBytes(from: address.bytes) }
        return withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
