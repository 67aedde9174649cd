import COpenSSL

/// A certificate that a test asks for: as it should be, but for what is changed.
struct Draft: Sendable {
    enum Key: Sendable {
        case curve(String)
        case rsa(bits: Int32)
        case ed25519
    }

    struct Attribute: Sendable {
        var name = "CN"
        /// MBSTRING_UTF8, or a type of ASN.1 that the value is written as unseen.
        var type: Int32 = MBSTRING_UTF8
        var value: String
    }

    static let day = 86_400

    var subject: [Attribute]
    /// By their number in OpenSSL, as in x509v3_config(5).
    var extensions: [Int32: String]
    var key = Key.curve("P-256")
    var digest = "SHA256"
    /// Seconds from the clock's time.
    var from = -Draft.day
    var until = 90 * Draft.day
    /// `nil` for one of its own.
    var serial: Int64?
    /// Signed with a key that is not the issuer's.
    var isForged = false

    /// A server's certificate for `localhost`.
    static let leaf = Draft(
        subject: [Attribute(value: "leaf")],
        extensions: [
            NID_basic_constraints: "critical,CA:FALSE", NID_key_usage: "critical,digitalSignature",
            NID_ext_key_usage: "serverAuth", NID_subject_key_identifier: "hash",
            NID_authority_key_identifier: "keyid:always", NID_subject_alt_name: "DNS:localhost,IP:127.0.0.1",
        ])

    /// An authority with a name of its own, or the one that is given.
    static func authority(_ name: String = "authority \(UInt32.random(in: 0...UInt32.max))") -> Draft {
        Draft(
            subject: [Attribute(value: name)],
            extensions: [
                NID_basic_constraints: "critical,CA:TRUE", NID_key_usage: "critical,keyCertSign,cRLSign",
                NID_subject_key_identifier: "hash",
            ], until: 900 * day)
    }

    func with<Value>(_ path: WritableKeyPath<Draft, Value>, _ value: Value) -> Draft {
        var changed = self
        changed[keyPath: path] = value
        return changed
    }

    /// With another value of an extension; `nil` for none.
    func with(_ extension_: Int32, _ value: String?) -> Draft {
        var changed = self
        changed.extensions[extension_] = value
        return changed
    }
}
