import COpenSSL
internal import Glibc

/// One of a certificate's subject alternative names (RFC 5280, 4.2.1.6).
enum AlternativeName: Hashable, Sendable {
    case dns(String)
    /// 4 or 16 bytes in network order, if it is as it should be.
    case address([UInt8])
    case email(String)
    case uri(String)
    case other

    /// `nil` without the extension, or with one that cannot be read.
    static func names(of certificate: OpaquePointer) -> [AlternativeName]? {
        defer { ERR_clear_error() }
        guard let list = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return nil }
        let names = OpaquePointer(list)
        defer { GENERAL_NAMES_free(names) }
        return (0..<max(0, tls_names_count(names))).compactMap { tls_names_at(names, $0).map(AlternativeName.init) }
    }

    init(_ name: UnsafePointer<GENERAL_NAME>) {
        var kind: Int32 = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind),
            [GEN_DNS, GEN_IPADD, GEN_EMAIL, GEN_URI].contains(kind)
        else {
            self = .other
            return
        }
        let string = value.assumingMemoryBound(to: ASN1_STRING.self)
        let count = Int(ASN1_STRING_length(string))
        let bytes = Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: count))
        switch kind {
        case GEN_DNS: self = .dns(Self.text(bytes))
        case GEN_EMAIL: self = .email(Self.text(bytes))
        case GEN_URI: self = .uri(Self.text(bytes))
        default: self = .address(bytes)
        }
    }

    /// What is not printable ASCII, as `\x0a`: the bytes come from anybody.
    private static func text(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16)
            return (0x20...0x7E).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}

extension AlternativeName: CustomStringConvertible {
    var description: String {
        switch self {
        case .dns(let text), .email(let text), .uri(let text): text
        case .address(let bytes): Self.text(ofAddress: bytes) ?? "an address of \(bytes.count) bytes"
        case .other: "a name of another kind"
        }
    }

    /// The usual text of an address of 4 or 16 bytes (inet_ntop(3)).
    private static func text(ofAddress bytes: [UInt8]) -> String? {
        var space = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard bytes.count == 4 || bytes.count == 16,
            let text = inet_ntop(family, bytes, &space, socklen_t(space.count))
        else { return nil }
        return String(cString: text)
    }

    /// The bytes of a text that is an IP address (inet_pton(3)).
    static func address(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
