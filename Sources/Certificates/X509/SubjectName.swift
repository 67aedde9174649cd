import Glibc

/// A name that a certificate is valid for, in one spelling: DNS names in lower case, addresses as bytes.
enum SubjectName: Hashable, Sendable {
    /// A wildcard stands as the first label: `*.api.test`.
    case dns(String)
    /// 4 or 16 bytes in network order.
    case address([UInt8])

    /// Reads a DNS name (its A-labels, RFC 5890) or an IP address; `nil` if it is neither.
    init?(_ text: String) {
        if let address = Self.address(text) {
            self = .address(address)
        } else if let name = Self.dnsName(text) {
            self = .dns(name)
        } else {
            return nil
        }
    }

    static func address(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }

    private static func dnsName(_ text: String) -> String? {
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : text).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        for (index, label) in labels.enumerated() {
            if index == 0, label == "*", labels.count > 1 { continue }
            guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-",
                label.utf8.allSatisfy({ isLabelCharacter($0) })
            else { return nil }
        }
        return name
    }

    private static func isLabelCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension SubjectName: CustomStringConvertible {
    var description: String {
        switch self {
        case .dns(let name): name
        case .address(let bytes): Self.text(ofAddress: bytes)
        }
    }

    /// The usual text of an address of 4 or 16 bytes (inet_ntop(3)).
    static func text(ofAddress bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.count == 4 || bytes.count == 16,
            inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil
        else { return "an address of \(bytes.count) bytes" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
