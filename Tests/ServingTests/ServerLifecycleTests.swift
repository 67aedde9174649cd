import Glibc
import NIOPosix
import StackModel
import Testing

@testable import Serving

@Suite(.timeLimit(.minutes(1)), .ownThreads) struct ServerLifecycleTests {
    private let folder: SiteFolder
    private static let hasIPv6 =
        (try? ListeningSocket.open([.init(address: "::1", port: 0)])).map { opened in
            opened.sockets.forEach { close($0.descriptor) }
        } != nil

    init() throws {
        folder = try SiteFolder()
        try folder.write("a.txt", "a")
    }

    private func server(_ sockets: [ServerConfiguration.Socket]) -> BuiltInServer {
        BuiltInServer(
            configuration: ServerConfiguration(
                content: .files(FileSite(root: folder.path), neverServe: []), sockets: sockets),
            group: MultiThreadedEventLoopGroup.singleton, access: { _ in })
    }

    @Test func localhostIsBothLoopbackAddressesOnOnePort() async throws {
        let server = server([.bind(address: "localhost", port: 0)])
        let notes = try await server.start()
        let port = try #require(server.boundPorts.first)
        #expect(server.boundPorts == [port])
        #expect(try RawClient(port: port).get("/a.txt").text == "a")
        if Self.hasIPv6 {
            #expect(notes.isEmpty)
            // The other family is taken as well, but the wildcard of the first alone would be free.
            #expect(throws: ServerStartError.self) { try ListeningSocket.open([.init(address: "::1", port: port)]) }
        } else {
            #expect(notes == ["this machine has no ::1, so localhost is 127.0.0.1 only"])
        }
        await server.stop(grace: .zero)
        #expect(server.boundPorts.isEmpty)
    }

    @Test func aPortInUseIsSaidAndNothingStaysBound() async throws {
        // Addresses that no other test listens at: a port that is free at one of theirs may be taken at the next.
        let (taken, _) = try ListeningSocket.open([.init(address: "127.77.0.2", port: 0)])
        defer { taken.forEach { close($0.descriptor) } }
        let port = taken[0].port
        let server = server([.bind(address: "127.77.0.1", port: port), .bind(address: "127.77.0.2", port: port)])
        do {
            try await server.start()
            Issue.record("it started")
        } catch {
            #expect(error.kind == .addressInUse && error.message == "127.77.0.2:\(port) is already in use")
            #expect(error.remedy != nil)
        }
        // The first address is free again.
        let (again, _) = try ListeningSocket.open([.init(address: "127.77.0.1", port: port)])
        again.forEach { close($0.descriptor) }
    }

    @Test(arguments: [
        ("192.0.2.1", "this machine has no address 192.0.2.1"), ("example", "example is not an IP address"),
        ("::g", "::g is not an IP address"),
    ])
    func addressesThatAreNoneOfOursAreSaid(_ address: String, _ message: String) async {
        let server = server([.bind(address: address, port: 0)])
        let error = await #expect(throws: ServerStartError.self) { try await server.start() }
        #expect(error?.message == message && error?.kind == .socket)
    }

    @Test func aSocketMayBeHandedOver() async throws {
        let (opened, _) = try ListeningSocket.open([.init(address: "127.0.0.1", port: 0)])
        let server = server([.inherited(descriptor: opened[0].descriptor)])
        try await server.start()
        #expect(server.boundPorts == [opened[0].port])
        #expect(try RawClient(port: opened[0].port).get("/a.txt").text == "a")
        await server.stop(grace: .zero)

        let none = self.server([.inherited(descriptor: 9999)])
        let error = await #expect(throws: ServerStartError.self) { try await none.start() }
        #expect(error?.message == "descriptor 9999 is no bound socket: Bad file descriptor")
    }

    @Test func stoppingClosesIdleConnectionsAndLetsTheOthersFinish() async throws {
        let large = [UInt8](repeating: 7, count: 24 << 20)
        try folder.write("large.bin", large)
        let server = server([.bind(address: "127.0.0.1", port: 0)])
        try await server.start()
        let port = try #require(server.boundPorts.first)
        let idle = try RawClient(port: port)
        #expect(try idle.get("/a.txt").status == 200)
        let busy = try RawClient(port: port, receiveBuffer: 4096)
        try busy.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try busy.waitForBytes()

        async let stopped: Void = server.stop(grace: .seconds(30))
        // At once, while the other one is still served.
        #expect(try idle.rest().isEmpty)
        busy.widen()
        #expect(try busy.reply().body == large)
        #expect(try busy.rest().isEmpty)
        await stopped
        // The port is free.
        let (again, _) = try ListeningSocket.open([.init(address: "127.0.0.1", port: port)])
        again.forEach { close($0.descriptor) }
    }

    @Test func afterTheGraceConnectionsAreClosed() async throws {
        try folder.write("large.bin", [UInt8](repeating: 7, count: 24 << 20))
        let server = server([.bind(address: "127.0.0.1", port: 0)])
        try await server.start()
        let client = try RawClient(port: try #require(server.boundPorts.first), receiveBuffer: 4096)
        try client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        try client.waitForBytes()
        await server.stop(grace: .milliseconds(20))
        #expect(try client.rest().count < 24 << 20)
    }
}
