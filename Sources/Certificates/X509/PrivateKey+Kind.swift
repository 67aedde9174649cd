import COpenSSL
internal import StackModel

extension PrivateKey {
    /// `nil` of a kind that a certificate of devstack's never has.
    var kind: KeyKind? {
        if isOfType("RSA") {
            return switch EVP_PKEY_get_bits(pointer) {
            case 2_048: .rsa2048
            case 3_072: .rsa3072
            case 4_096: .rsa4096
            default: nil
            }
        }
        return switch curve {
        case "prime256v1": .ecdsaP256
        case "secp384r1": .ecdsaP384
        default: nil
        }
    }

    var isRSA: Bool { isOfType("RSA") }

    /// In words, for a key that somebody brings: `a 1024-bit RSA key`.
    var description: String {
        if isRSA { return "a \(EVP_PKEY_get_bits(pointer))-bit RSA key" }
        if let curve { return "a key on the curve \(curve)" }
        return "a key of a kind that devstack does not know"
    }

    private func isOfType(_ name: String) -> Bool {
        defer { ERR_clear_error() }
        return EVP_PKEY_is_a(pointer, name) == 1
    }

    /// OpenSSL's name of an EC key's curve.
    private var curve: String? {
        defer { ERR_clear_error() }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_is_a(pointer, "EC") == 1,
            EVP_PKEY_get_group_name(pointer, &name, name.count, &length) == 1
        else { return nil }
        return String(decoding: name.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// What it signs certificates with: SHA-256, or the curve's own; `nil` for kinds that have a digest built in.
    var digest: OpaquePointer? {
        if isOfType("ED25519") || isOfType("ED448") { return nil }
        return switch curve {
        case "secp384r1": EVP_sha384()
        case "secp521r1": EVP_sha512()
        default: EVP_sha256()
        }
    }

    /// Whether its private half belongs to its public half.
    ///
    /// A file keeps both, and reading one does not compare them. OpenSSL's own check of an RSA key
    /// (EVP_PKEY_pairwise_check(3)) tests its primes for being prime, which takes long; a signature shows as much.
    var isConsistent: Bool {
        defer { ERR_clear_error() }
        guard !isRSA else { return signsForItself }
        guard let context = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil) else { return false }
        defer { EVP_PKEY_CTX_free(context) }
        return EVP_PKEY_pairwise_check(context) == 1
    }

    private var signsForItself: Bool {
        guard let signing = EVP_MD_CTX_new(), let verifying = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(signing)
            EVP_MD_CTX_free(verifying)
        }
        let message: [UInt8] = [1, 2, 3]
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(pointer)))
        var length = signature.count
        return EVP_DigestSignInit(signing, nil, EVP_sha256(), nil, pointer) == 1
            && EVP_DigestSign(signing, &signature, &length, message, message.count) == 1
            && EVP_DigestVerifyInit(verifying, nil, EVP_sha256(), nil, pointer) == 1
            && EVP_DigestVerify(verifying, signature, length, message, message.count) == 1
    }
}
