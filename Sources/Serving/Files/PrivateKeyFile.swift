/// What is never served though it is in the folder: a private key that was made there, or exported to it.
enum PrivateKeyFile {
    static let remark = "it holds a private key, and those are never served"

    /// Whether a path is that of a PKCS #12 file, by its ending.
    static func isNamed(_ path: some Collection<UInt8>) -> Bool {
        let ending = path.suffix(4).map { $0 | 0x20 }
        return ending == Array(".p12".utf8).map { $0 | 0x20 } || ending == Array(".pfx".utf8)
    }

    /// Whether a text in PEM (RFC 7468) has a private key among its parts.
    static func isContent(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.starts(with: "-----BEGIN ".utf8) else { return false }
        let mark = Array("PRIVATE KEY-----".utf8)
        var rest = Array(bytes)[...]
        while let start = rest.firstIndex(of: mark[0]) {
            if rest[start...].starts(with: mark) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
