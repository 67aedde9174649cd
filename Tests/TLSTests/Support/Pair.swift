import NIOCore
import NIOEmbedded
import StackModel

@testable import TLS

/// A client's and a server's channel, and the bytes between them, which a test carries over.
final class Pair {
    /// One end.
    final class End {
        let channel = EmbeddedChannel()
        let wire = Wire()
        let tls: TLSHandler
        let recorder = Recorder()

        init(_ tls: TLSHandler) throws {
            self.tls = tls
            try channel.pipeline.syncOperations.addHandlers([wire, tls, recorder])
        }

        deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

        func connect() { channel.connect(to: .makeTestAddress(), promise: nil) }

        /// All that it has sent and nobody has taken yet.
        func sent() throws -> ByteBuffer {
            var bytes = ByteBuffer()
            while var part = try channel.readOutbound(as: ByteBuffer.self) { bytes.writeBuffer(&part) }
            return bytes
        }

        /// Bytes from the network, in one read.
        func receive(_ bytes: ByteBuffer) {
            guard channel.isActive else { return }
            channel.pipeline.syncOperations.fireChannelRead(NIOAny(bytes))
            channel.pipeline.syncOperations.fireChannelReadComplete()
        }

        func receive(_ text: String) { receive(ByteBuffer(string: text)) }

        func setWritable(_ isWritable: Bool) {
            channel.isWritable = isWritable
            channel.pipeline.syncOperations.fireChannelWritabilityChanged()
        }

        func write(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
    }

    let client: End
    let server: End

    init(
        client context: TLSClientContext, host: String = "localhost", source: any TLSIdentitySource,
        timeout: TimeAmount = .seconds(10)
    ) throws {
        client = try End(TLSClientHandler(context: context, host: host, handshakeTimeout: timeout))
        server = try End(TLSServerHandler(source: source, handshakeTimeout: timeout))
    }

    /// The usual one, in a version of TLS.
    convenience init(_ version: TLSVersion = .tls13) throws {
        let world = try World.usual.get()
        try self.init(
            client: world.client(minimumVersion: version, maximumVersion: version),
            source: Identities(world.identity()))
    }

    func connect() {
        server.connect()
        client.connect()
    }

    /// Carries bytes both ways until there are none, in pieces as long as `chunk` says; an end that closed its channel
    /// leaves the other with what it sent, and then without it.
    func shuttle(chunk: () -> Int = { .max }) throws {
        var isMoving = true
        while isMoving {
            let toServer = try carry(from: client, to: server, chunk)
            let toClient = try carry(from: server, to: client, chunk)
            isMoving = toServer || toClient
        }
    }

    /// Connects both and carries bytes until the handshake is over, one way or the other.
    func handshake(chunk: () -> Int = { .max }) throws {
        connect()
        try shuttle(chunk: chunk)
    }

    private func carry(from sender: End, to receiver: End, _ chunk: () -> Int) throws -> Bool {
        var bytes = try sender.sent()
        let isMoving = bytes.readableBytes > 0
        while bytes.readableBytes > 0, let part = bytes.readSlice(length: min(max(1, chunk()), bytes.readableBytes)) {
            receiver.receive(part)
        }
        if !sender.channel.isActive, receiver.channel.isActive {
            receiver.wire.drop()
            return true
        }
        return isMoving
    }
}

extension SocketAddress {
    fileprivate static func makeTestAddress() -> SocketAddress {
        do { return try SocketAddress(ipAddress: "127.0.0.1", port: 1) } catch { fatalError("\(error)") }
    }
}
