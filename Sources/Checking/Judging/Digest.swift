internal import COpenSSL

enum Digest {
    /// The SHA-256 of the bytes in lower-case hexadecimal, by EVP_Digest; `nil` if OpenSSL cannot.
    static func sha256(_ bytes: [UInt8]) -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else { return nil }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
