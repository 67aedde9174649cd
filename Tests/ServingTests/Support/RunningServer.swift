import Linux
import NIOPosix
import StackModel
import Synchronization
import Testing

@testable import Serving

/// A server for the length of one test.
struct RunningServer {
    let server: BuiltInServer
    let log: AccessLog
    let port: UInt16

    func client(receiveBuffer: Int32? = nil) throws -> RawClient {
        try RawClient(port: port, receiveBuffer: receiveBuffer)
    }

    /// One GET on a connection of its own.
    func get(_ target: String, _ fields: String...) throws -> Reply {
        let client = try client()
        let lines = (["Host: localhost"] + fields).map { $0 + "\r\n" }.joined()
        try client.send("GET \(target) HTTP/1.1\r\n\(lines)\r\n")
        return try client.reply()
    }
}

/// Starts a server on a free port of 127.0.0.1, and stops it afterwards.
func withServer(
    _ content: ServerConfiguration.Content, hostNames: [String] = [], limits: ServerLimits = ServerLimits(),
    clock: @escaping @Sendable () -> Int = WallClock.nanoseconds, _ body: (RunningServer) async throws -> Void
) async throws {
    let log = AccessLog()
    let configuration = ServerConfiguration(
        content: content, sockets: [.bind(address: "127.0.0.1", port: 0)], hostNames: hostNames, limits: limits)
    let server = BuiltInServer(
        configuration: configuration, group: MultiThreadedEventLoopGroup.singleton, clock: clock,
        access: { log.add($0) })
    try await server.start()
    let port = try #require(server.boundPorts.first)
    do {
        try await body(RunningServer(server: server, log: log, port: port))
        await server.stop(grace: .zero)
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
}

/// A server over the files of a folder.
func withSite(
    _ folder: SiteFolder, root: String? = nil, neverServe: [String] = [], hostNames: [String] = [],
    limits: ServerLimits = ServerLimits(), clock: @escaping @Sendable () -> Int = WallClock.nanoseconds,
    _ body: (RunningServer) async throws -> Void
) async throws {
    try await withServer(
        .files(FileSite(root: root ?? folder.path), neverServe: neverServe), hostNames: hostNames, limits: limits,
        clock: clock, body)
}
