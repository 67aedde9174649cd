import Glibc
import Linux
package import NIOCore
import NIOPosix
package import StackModel
import Synchronization
internal import TLS

/// A built-in server: files or a table over HTTP or HTTPS, the same in this process and as a process of its own.
package final class BuiltInServer: Sendable {
    private struct State {
        var listeners: [any Channel] = []
        var ports: [UInt16] = []
        var server: ServerContext?
    }

    private let configuration: ServerConfiguration
    private let group: any EventLoopGroup
    private let access: @Sendable (AccessRecord) -> Void
    private let clock: @Sendable () -> Int
    private let state = Mutex(State())

    /// - Parameter access: Called with each request that was answered, on an event loop: it must not block.
    package convenience init(
        configuration: ServerConfiguration, group: any EventLoopGroup,
        access: @escaping @Sendable (AccessRecord) -> Void
    ) {
        self.init(configuration: configuration, group: group, clock: WallClock.nanoseconds, access: access)
    }

    /// - Parameter clock: The wall clock in nanoseconds since 1970-01-01T00:00:00Z.
    init(
        configuration: ServerConfiguration, group: any EventLoopGroup, clock: @escaping @Sendable () -> Int,
        access: @escaping @Sendable (AccessRecord) -> Void
    ) {
        self.configuration = configuration
        self.group = group
        self.clock = clock
        self.access = access
    }

    /// Looks at the content, then binds and listens on every socket, or on none.
    ///
    /// - Returns: What the user should know though the server runs: that there is no IPv6, say.
    /// - Throws: `ServerStartError` with what is wrong and what to do.
    @discardableResult
    package func start() async throws(ServerStartError) -> [String] {
        let responder: any Responder =
            switch configuration.content {
            case .files(let site, let neverServe): try FileResponder(site: site, neverServe: neverServe)
            case .table(let source): try TableResponder(source: source, clock: clock)
            }
        var places: [ListeningSocket.Place] = []
        var inherited: [ListeningSocket] = []
        for socket in configuration.sockets {
            switch socket {
            case .bind(let address, let port): places += ListeningSocket.places(of: address, port: port)
            case .inherited(let descriptor): inherited.append(try ListeningSocket(inherited: descriptor))
            }
        }
        let addresses = places.map(\.address)
        let hosts = HostPolicy(names: configuration.hostNames + addresses.filter { $0 != "0.0.0.0" && $0 != "::" })
        let server = ServerContext(
            responder: responder, hosts: hosts, limits: configuration.limits, clock: clock, access: access)
        let (opened, notes) = try ListeningSocket.open(places)
        try await serve(opened + inherited, server)
        return notes
    }

    private func serve(_ sockets: [ListeningSocket], _ server: ServerContext) async throws(ServerStartError) {
        var listeners: [any Channel] = []
        for (position, socket) in sockets.enumerated() {
            do {
                listeners.append(try await bootstrap(server).withBoundSocket(socket.descriptor).get())
            } catch {
                for listener in listeners { try? await listener.close() }
                // The failed one is NIO's to close.
                for rest in sockets[(position + 1)...] { close(rest.descriptor) }
                throw ServerStartError(.socket, "cannot serve on port \(socket.port): \(error)")
            }
        }
        let ports = sockets.map(\.port).reduce(into: [UInt16]()) { if !$0.contains($1) { $0.append($1) } }
        state.withLock { state in
            state.listeners = listeners
            state.ports = ports
            state.server = server
        }
    }

    private func bootstrap(_ server: ServerContext) -> ServerBootstrap {
        let tls = configuration.tls
        return ServerBootstrap(group: group)
            .serverChannelOption(.maxMessagesPerRead, value: 16)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A client that has nothing more to ask may still want its answer.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls {
                        try pipeline.addHandler(
                            TLSServerHandler(source: tls, answerToPlainHTTP: Self.answerToPlainHTTP))
                    }
                    try pipeline.addHandler(RequestDecoding.makeHandler(isSecure: tls != nil))
                    try pipeline.addHandler(HTTPConnection(server: server, isSecured: tls != nil))
                }
            }
    }

    /// In plain bytes, as the client has not begun with TLS.
    private static let answerToPlainHTTP = {
        let text = "This port speaks TLS: use https:// instead of http://\n"
        return ByteBuffer(
            string: "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)")
    }()

    /// The ports that the server listens on, each once; empty before the start.
    package var boundPorts: [UInt16] { state.withLock { $0.ports } }

    /// Accepts no more, lets requests in flight be answered for at most `grace`, then closes what is left.
    package func stop(grace: Duration) async {
        let (listeners, server) = state.withLock { state in
            defer { state = State() }
            return (state.listeners, state.server)
        }
        // One that has failed is closed already.
        for listener in listeners { try? await listener.close() }
        guard let server else { return }
        await server.registry.drain(grace: grace, on: group.next())
        await server.registry.closeAll()
    }
}
