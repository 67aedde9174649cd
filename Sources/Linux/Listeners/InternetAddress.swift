import Glibc

/// An IPv4 or IPv6 address.
package struct InternetAddress: Sendable, Hashable {
    /// 4 bytes, or 16, in network order.
    package var bytes: [UInt8]

    /// An IPv6 address that stands for an IPv4 one (`::ffff:a.b.c.d`) becomes that.
    init(bytes: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
    }

    /// `127.0.0.1`, `::1`, without brackets: inet_pton(3). `nil` when it is neither.
    package init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(bytes: Array(bytes.prefix(4)))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(bytes: bytes)
        } else {
            return nil
        }
    }

    package var isVersion6: Bool { bytes.count == 16 }
    /// `0.0.0.0` or `::`.
    package var isWildcard: Bool { bytes.allSatisfy { $0 == 0 } }
}

extension InternetAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(isVersion6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// As it stands before a port: an IPv6 address in brackets.
    package var bracketed: String { isVersion6 ? "[\(self)]" : description }
}
