import CLinux
import Glibc

/// A socket of this user's on which programs tell how they are, and who it was: sd_notify(3).
package final class NotifySocket: Sendable {
    package struct Datagram: Sendable, Equatable {
        package var bytes: [UInt8]
        /// 0 of a process that cannot be seen from here.
        package var pid: Int32
        package var user: UInt32
        /// Whether it was longer than `longest`, so that its end is missing.
        package var isTruncated: Bool
    }

    /// In bytes; what systemd takes at most.
    package static let longest = 4096

    package let descriptor: Descriptor
    /// What NOTIFY_SOCKET is to hold: the path, or `@` and a name of the abstract space.
    package let name: String
    private let path: String?

    /// - Parameter path: where it is to be. Where no socket can be, or its path is too long for one (unix(7): 107 bytes), it
    ///   gets a name that nobody guesses in the abstract space.
    package init(path: String) throws(SystemError) {
        unlink(path)
        let number = Self.open(Array(path.utf8))
        if number >= 0 {
            descriptor = Descriptor(number)
            name = path
            self.path = path
            chmod(path, 0o600)
        } else {
            let random = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }
            let name = "devstack-" + random.joined()
            descriptor = try Descriptor(result: Self.open([0] + Array(name.utf8)), of: "bind", name)
            self.name = "@" + name
            self.path = nil
        }
    }

    private static func open(_ name: [UInt8]) -> Int32 {
        name.withUnsafeBytes { devstack_notify_open($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
    }

    deinit {
        if let path { unlink(path) }
    }

    /// The next one, `nil` when there is none. Descriptors that came with it are closed: for `BARRIER=1` that is the answer.
    package func receive() throws(SystemError) -> Datagram? {
        var sender = devstack_sender()
        var count = 0
        var bytes = [UInt8](unsafeUninitializedCapacity: Self.longest) { buffer, filled in
            count = devstack_notify_receive(
                descriptor.number, UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
                buffer.count, &sender)
            filled = max(0, count)
        }
        if count == -Int(EAGAIN) { return nil }
        guard count >= 0 else { throw SystemError("recvmsg", code: Int32(-count)) }
        if bytes.last == 0 { bytes.removeLast() }
        return Datagram(
            bytes: bytes, pid: sender.pid, user: sender.user, isTruncated: sender.is_truncated != 0)
    }
}
