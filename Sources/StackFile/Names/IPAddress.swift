import Glibc

/// An IPv4 or IPv6 address.
struct IPAddress: Hashable {
    /// Four or sixteen, in network order.
    let bytes: [UInt8]

    /// Reads the usual spellings (`inet_pton`): four decimal numbers, or RFC 4291's.
    init?(_ text: String) {
        // Most texts are names, and need no reading.
        guard text.utf8.allSatisfy(Self.isPart) else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16)
        let isV6 = text.utf8.contains(UInt8(ascii: ":"))
        guard inet_pton(isV6 ? AF_INET6 : AF_INET, text, &buffer) == 1 else { return nil }
        bytes = isV6 ? buffer : Array(buffer.prefix(4))
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: false
        }
    }

    var isV6: Bool { bytes.count == 16 }

    /// 127.0.0.0/8 or ::1.
    var isLoopback: Bool {
        isV6 ? bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 } : bytes.first == 127
    }

    /// 0.0.0.0 or ::, every address of its family.
    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical spelling (`inet_ntop`, RFC 5952).
    var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = isV6 ? AF_INET6 : AF_INET
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return buffer.withUnsafeBufferPointer { text in
            String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
