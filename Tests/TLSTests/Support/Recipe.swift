/// What a certificate for a test is to be: as it should be, but for what is changed.
struct Recipe: Sendable {
    enum Key: Sendable {
        case p256
        case rsa(bits: Int32)
    }

    var subject = "leaf"
    /// As in openssl's x509v3_config(5).
    var names: String? = "DNS:localhost,IP:127.0.0.1,IP:::1"
    /// Seconds from now.
    var validFrom = -3600
    var validUntil = 86_400
    var extendedUsage: String? = "serverAuth"
    var key = Key.p256
    var isAuthority = false
    var pathLength: Int?
    var nameConstraints: String?
    var hasKeyIdentifier = true
    var hasUnknownCriticalExtension = false
    /// Signed with a key that is not the issuer's.
    var isForged = false

    static func authority(_ subject: String) -> Recipe {
        Recipe(
            subject: subject, names: nil, extendedUsage: nil, isAuthority: true)
    }

    func with<Value>(_ path: WritableKeyPath<Recipe, Value>, _ value: Value) -> Recipe {
        var changed = self
        changed[keyPath: path] = value
        return changed
    }
}
