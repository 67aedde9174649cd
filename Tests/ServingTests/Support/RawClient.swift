import Glibc
import Testing

/// A TCP client that sends just the bytes it is told, and reads one response after the other.
final class RawClient {
    private let descriptor: Int32
    private var unread: [UInt8] = []

    init(port: UInt16, address: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try #require(descriptor >= 0)
        // Long enough for a loaded machine, short enough not to hang the tests.
        var patience = timeval(tv_sec: 50, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        try #require(inet_pton(AF_INET, address, &place.sin_addr) == 1)
        let code = withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0, "connect: \(errno)")
    }

    deinit { close(descriptor) }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            try #require(sent > 0, "send: \(errno)")
            rest = rest.dropFirst(sent)
        }
    }

    /// Takes more at once from now on.
    func widen() {
        var size: Int32 = 4 << 20
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Says that nothing more will be sent.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next response; of a HEAD, without the body that its length announces.
    func reply(isHead: Bool = false) throws -> Reply {
        var end: Int?
        while true {
            end = unread.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound
            if end != nil { break }
            try #require(
                try receive(), "the connection ended within a head: \(String(decoding: unread, as: UTF8.self))")
        }
        let lines = String(decoding: unread[..<(end ?? 0)], as: UTF8.self).split(separator: "\r\n")
        unread.removeFirst((end ?? 0) + 4)
        let status = try #require(lines.first.flatMap { Int($0.split(separator: " ")[1]) })
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: parts[0].lowercased(), value: String(parts[1].drop { $0 == " " }))
        }
        var reply = Reply(status: status, fields: fields, body: [])
        if isHead || status == 304 { return reply }
        let length = try #require(reply["content-length"].flatMap { Int($0) })
        while unread.count < length {
            try #require(try receive(), "the connection ended after \(unread.count) of \(length) bytes")
        }
        reply.body = Array(unread[..<length])
        unread.removeFirst(length)
        return reply
    }

    /// Returns when the server has begun to answer.
    func waitForBytes() throws {
        try #require(try receive())
    }

    /// Everything up to the end of the connection.
    func rest() throws -> [UInt8] {
        while try receive() {}
        defer { unread = [] }
        return unread
    }

    /// Reads once; false at the end of the connection, also by a reset.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        let got = recv(descriptor, &buffer, buffer.count, 0)
        if got < 0, errno == ECONNRESET { return false }
        try #require(got >= 0, "nothing came for 50 seconds")
        unread += buffer[..<got]
        return got > 0
    }

    /// One GET on this connection.
    func get(_ target: String, _ fields: String...) throws -> Reply {
        try request("GET", target, fields)
    }

    func head(_ target: String, _ fields: String...) throws -> Reply {
        try request("HEAD", target, fields)
    }

    private func request(_ method: String, _ target: String, _ fields: [String]) throws -> Reply {
        let lines = (["Host: localhost"] + fields).map { $0 + "\r\n" }.joined()
        try send("\(method) \(target) HTTP/1.1\r\n\(lines)\r\n")
        return try reply(isHead: method == "HEAD")
    }
}
