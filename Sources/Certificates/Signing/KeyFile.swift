package import StackModel

/// What a private key in a file is, as far as a certificate for it is concerned.
package enum KeyFile: Sendable, Equatable {
    case usable(KeyKind)
    /// In words that fit behind "is": `a 1024-bit RSA key`, `not a private key that …`.
    case unusable(String)

    /// Judges a PEM text.
    package init(pem: [UInt8]) {
        guard let key = PrivateKey(pem: pem) else {
            self = .unusable("not a private key that can be read without a passphrase")
            return
        }
        guard let kind = key.kind else {
            self = .unusable(key.description)
            return
        }
        self = key.isConsistent ? .usable(kind) : .unusable("damaged: its two halves do not match")
    }
}
