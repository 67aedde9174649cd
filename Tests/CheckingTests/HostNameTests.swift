import NIOPosix
import StackModel
import Testing

@testable import Checking

@Suite(.timeLimit(.minutes(1))) struct HostNameTests {
    private static let hosts = HostsFile(
        hosts: "127.0.0.1 localhost\n127.0.0.1\tApp.test www.test # old.test\n", switches: "")

    @Test func `on a port of the stack test and permit are local, elsewhere they are not`() {
        let resolver = AddressResolver(
            localNames: ["app.other", "*.wild.other"], localDomains: ["corp.example"],
            addresses: { $0 == 1443 ? ["127.0.0.1"] : [] })
        for name in ["localhost", "a.b.localhost", "app.other", "x.wild.other"] {
            #expect(resolver.isLocal(name, port: 1443) && resolver.isLocal(name, port: 80), "\(name)")
        }
        for name in ["test", "a.b.wild.test", "a.test.", "corp.example", "a.corp.example"] {
            #expect(resolver.isLocal(name, port: 1443), "\(name)")
            #expect(!resolver.isLocal(name, port: 80), "\(name)")
        }
        for name in ["mytest", "notcorp.example", "example", "a.b.wild.other"] {
            #expect(!resolver.isLocal(name, port: 1443), "\(name)")
        }
    }

    @Test func `a name deep below test reaches the stack's port without DNS`() async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }) {
            server in
            await CheckRunner.with { runner in
                let result = await runner.run(.of(.http(server.port, host: "a.b.wild.test")))
                #expect(result.passed, "\(result.mismatches)")
            }
        }
    }

    @Test(arguments: [
        ("", "new.test", true), ("", "app.test", false), ("", "www.test", false), ("", "old.test", true),
        ("hosts: files dns\n", "new.test", true),
        ("passwd: ldap\nhosts:\tfiles [NOTFOUND=return] dns", "new.test", true),
        ("hosts: files mdns4_minimal dns", "new.test", false), ("hosts: resolve files", "new.test", false),
    ])
    func `what other programs would not find`(switches: String, name: String, isUnknown: Bool) {
        let hosts = HostsFile(
            hosts: "127.0.0.1 localhost\n127.0.0.1\tApp.test www.test # old.test\n", switches: switches)
        #expect(hosts.isUnknown(name) == isUnknown)
    }

    @Test func `a name that devstack alone resolves is said once`() async throws {
        try await RawServer.with(onRequest: { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")] }) {
            server in
            let environment = CheckEnvironment(addresses: { _ in ["127.0.0.1"] }) { _, _ in CommandOutcome(.exited(0)) }
            let runner = CheckRunner(
                environment: environment, group: MultiThreadedEventLoopGroup.singleton, hostsFile: { Self.hosts })
            let names = ["localhost", "x.localhost", "app.test", "new.test", "new.test", "127.0.0.1"]
            let results = await runner.run(
                names.map { .of(.http(server.port, host: $0)) }
                    + [.of(.http(server.port, host: "wrong.test"), .failure(.wrongHost))])
            await runner.shutdown()
            #expect(
                results.map(\.notes) == [
                    [], [], [],
                    ["new.test resolves for devstack only: add it to /etc/hosts for browsers and other clients"],
                    [], [], [],
                ])
        }
    }

    @Test func `without such a name no file is read`() async throws {
        let environment = CheckEnvironment(localNames: ["127.0.0.1", "::1"]) { _, _ in CommandOutcome(.exited(0)) }
        let runner = CheckRunner(
            environment: environment, group: MultiThreadedEventLoopGroup.singleton,
            hostsFile: {
                Issue.record("it was read")
                return Self.hosts
            })
        #expect(runner.notesOnNames(of: [.of(.http(1)), .of(.http(1, host: "example.com"))]).isEmpty)
        // Nor for an address, though it is one of the certificate's names.
        #expect(runner.notesOnNames(of: [.of(.http(1, host: "127.0.0.1")), .of(.http(1, host: "::1"))]).isEmpty)
        await runner.shutdown()
    }
}
