internal import StackModel

/// A name that a certificate is valid for: mostly a host's.
enum CertificateName: Hashable {
    case host(HostName)
    /// As it is written, its domain in lower case.
    case email(String, domain: HostName)
    /// Such as `spiffe://app.test/api`, and its host.
    case uri(String, host: HostName)

    /// Whose it is: what the authority must be permitted.
    var host: HostName {
        switch self {
        case .host(let host), .email(_, let host), .uri(_, let host): host
        }
    }

    /// Whether the certificate is valid for a server of this name.
    func covers(_ other: HostName) -> Bool {
        if case .host(let host) = self { host.covers(other) } else { false }
    }
}

extension CertificateName: CustomStringConvertible {
    var description: String {
        switch self {
        case .host(let host): host.description
        case .email(let text, _), .uri(let text, _): text
        }
    }
}

extension CertificateName {
    /// Reads a host name, or one of the two kinds that only clients' certificates have (RFC 5280, 4.2.1.6).
    init(parsing text: String) throws(HostNameError) {
        // The URL of a site is hardly meant: its host is what a certificate is for.
        let isSite = ["http", "https", "ws", "wss"].contains { text.hasPrefix($0 + "://") }
        if text.contains("://"), !isSite {
            self = try Self.uri(text)
        } else if text.contains("@"), !text.contains("/") {
            self = try Self.email(text)
        } else {
            self = .host(try HostName(parsing: text))
        }
    }

    private static func email(_ text: String) throws(HostNameError) -> CertificateName {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count <= 64,
            atoms.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isAtomPart) })
        else {
            throw HostNameError(
                code: .badHostName, message: "\(text.excerpt) is not an email address",
                remedy: "Write it like dev@app.test.")
        }
        let domain = try HostName(parsing: String(parts[1]))
        guard case .name = domain else {
            throw HostNameError(
                code: .badHostName, message: "what stands behind the @ of \(text.excerpt) is no domain",
                remedy: "Write it like dev@app.test.")
        }
        return .email("\(parts[0])@\(domain)", domain: domain)
    }

    /// Of a dot-string (RFC 5321, 4.1.2).
    private static func isAtomPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
        }
    }

    private static func uri(_ text: String) throws(HostNameError) -> CertificateName {
        guard let separator = text.firstRange(of: "://"), text.first?.isLetter == true,
            text[..<separator.lowerBound].allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) })
        else {
            throw HostNameError(
                code: .badHostName, message: "\(text.excerpt) is not a URI that a certificate can have",
                remedy: "Write it in ASCII, like spiffe://app.test/api.")
        }
        let authority = text[separator.upperBound...].prefix { !"/?#".contains($0) }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let host: String
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            host = String(place[place.index(after: place.startIndex)..<end])
        } else {
            host = String(place.prefix { $0 != ":" })
        }
        let name = try HostName(parsing: host)
        if case .wildcard = name {
            throw HostNameError(code: .badWildcard, message: "a URI takes no wildcard", remedy: "Write each URI.")
        }
        return .uri(text, host: name)
    }
}
