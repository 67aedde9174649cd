import Glibc
internal import StackModel

/// A name that a certificate is valid for, in one spelling: DNS names in lower case, addresses as bytes.
enum SubjectName: Hashable, Sendable {
    /// A wildcard stands as the first label: `*.api.test`.
    case dns(String)
    /// 4 or 16 bytes in network order.
    case address([UInt8])
    /// An email address (RFC 5280, 4.2.1.6, rfc822Name), and what stands behind its `@`.
    case email(String, domain: String)
    /// A URI with a host, such as `spiffe://app.test/api`, and that host.
    indirect case uri(String, host: SubjectName)

    /// Reads a DNS name, an IP address, an email address or a URI; `nil` if it is none of them.
    ///
    /// Labels that are not ASCII become A-labels where that needs no mapping (`InternationalName`).
    init?(_ text: String) {
        if let address = Self.address(text) {
            self = .address(address)
        } else if text.contains("://") {
            guard let uri = Self.uri(text) else { return nil }
            self = uri
        } else if text.contains("@") {
            guard let email = Self.email(text) else { return nil }
            self = email
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
        guard let ascii = InternationalName.ascii(text) else { return nil }
        let name = (ascii.hasSuffix(".") ? String(ascii.dropLast()) : ascii).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        for (index, label) in labels.enumerated() {
            // Clients refuse one that stands for a whole top-level domain.
            if index == 0, label == "*", labels.count > 2 { continue }
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

    /// An `addr-spec` without quotes (RFC 5321, 4.1.2: a dot-string and a domain).
    private static func email(_ text: String) -> SubjectName? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let domain = dnsName(String(parts[1])), !domain.hasPrefix("*"),
            (1...64).contains(parts[0].utf8.count)
        else { return nil }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isAtomCharacter) }) else { return nil }
        return .email("\(parts[0])@\(domain)", domain: domain)
    }

    private static func isAtomCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
        }
    }

    /// A URI with a scheme and a host (RFC 3986, 3; RFC 5280, 4.2.1.6, asks for both).
    private static func uri(_ text: String) -> SubjectName? {
        guard let separator = text.firstRange(of: "://"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
        else { return nil }
        let scheme = text[..<separator.lowerBound]
        let rest = text[separator.upperBound...].prefix { !"/?#".contains($0) }
        guard scheme.first?.isLetter == true,
            scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }),
            let host = host(ofAuthority: rest.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
        else { return nil }
        return .uri(text, host: host)
    }

    /// The host of `host:port`, an IPv6 address in brackets.
    private static func host(ofAuthority text: Substring) -> SubjectName? {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return address(String(text[text.index(after: text.startIndex)..<end])).map { .address($0) }
        }
        let host = String(text.prefix { $0 != ":" })
        if let address = address(host) { return .address(address) }
        guard let name = dnsName(host), !name.hasPrefix("*") else { return nil }
        return .dns(name)
    }
}

extension SubjectName {
    /// What `permit` has to hold so that an authority may certify it.
    var domain: String {
        switch self {
        case .dns(let name): name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
        case .address: description
        case .email(_, let domain): domain
        case .uri(_, let host): host.domain
        }
    }
}

extension SubjectName: CustomStringConvertible {
    var description: String {
        switch self {
        case .dns(let text), .email(let text, _), .uri(let text, _): text
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
