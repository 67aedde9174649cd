import COpenSSL

/// What kind of key a certificate is for, and how strong it is.
enum PublicKeyKind: Hashable, Sendable {
    case rsa(bits: Int)
    /// By OpenSSL's name of the curve: `prime256v1`.
    case ecdsa(curve: String)
    case ed25519
    case ed448
    /// By OpenSSL's name.
    case other(String)

    init(of certificate: OpaquePointer) {
        defer { ERR_clear_error() }
        guard let key = X509_get0_pubkey(certificate) else {
            self = .other("unknown key")
            return
        }
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA: self = .rsa(bits: Int(EVP_PKEY_get_bits(key)))
        case EVP_PKEY_EC: self = .ecdsa(curve: Self.curve(of: key))
        case EVP_PKEY_ED25519: self = .ed25519
        case EVP_PKEY_ED448: self = .ed448
        default: self = .other(EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown key")
        }
    }

    private static func curve(of key: OpaquePointer) -> String {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return "unnamed curve" }
        return String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension PublicKeyKind: CustomStringConvertible {
    var description: String {
        switch self {
        case .rsa(let bits): "RSA \(bits)"
        case .ecdsa(let curve): "ECDSA \(Self.usualNames[curve] ?? curve)"
        case .ed25519: "Ed25519"
        case .ed448: "Ed448"
        case .other(let name): name
        }
    }

    private static let usualNames = ["prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"]
}
