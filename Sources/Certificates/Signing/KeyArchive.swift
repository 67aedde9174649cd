import COpenSSL
package import Diagnostics

/// A key with its certificates in one file with a password (PKCS #12, RFC 7292), as browsers, Java and Windows take it.
package enum KeyArchive {
    /// How often the password is hashed, for the key and for the whole; Java's keytool has the same.
    private static let iterations: Int32 = 10_000

    /// - Parameters:
    ///   - name: what programs show it as.
    ///   - chainPEM: the leaf, then those above it.
    /// - Returns: its bytes, to be kept where nobody else can read them.
    /// - Throws: a `Diagnostic` when the key and the leaf are no pair.
    package static func make(
        name: String, chainPEM: [UInt8], keyPEM: [UInt8], authorityPEM: [UInt8], password: String
    ) throws(Diagnostic) -> [UInt8] {
        guard let chain = Certificate.chain(pem: chainPEM), let leaf = chain.first, let key = PrivateKey(pem: keyPEM),
            leaf.matches(key)
        else {
            throw .noPair(name)
        }
        let above = chain.dropFirst() + (Certificate.chain(pem: authorityPEM) ?? [])
        do throws(OpenSSLFailure) {
            return try encode(name, leaf, key, above: unique(above), password)
        } catch {
            throw .openSSL(error)
        }
    }

    private static func unique(_ certificates: some Sequence<Certificate>) -> [Certificate] {
        certificates.reduce(into: []) { found, certificate in
            if !found.contains(where: { $0.isSame(as: certificate) }) { found.append(certificate) }
        }
    }

    private static func encode(
        _ name: String, _ leaf: Certificate, _ key: PrivateKey, above: [Certificate], _ password: String
    ) throws(OpenSSLFailure) -> [UInt8] {
        guard let stack = x509_certificates_new() else { throw OpenSSLFailure("sk_X509_new_null") }
        defer { x509_certificates_free(stack) }
        for certificate in above {
            guard x509_certificates_push(stack, certificate.pointer) == 1 else { throw OpenSSLFailure("sk_X509_push") }
        }
        guard
            let archive = PKCS12_create(
                password, name, key.pointer, leaf.pointer, stack, 0, 0, iterations, iterations, 0)
        else { throw OpenSSLFailure("PKCS12_create") }
        defer { PKCS12_free(archive) }
        let sink = try MemoryBIO()
        guard i2d_PKCS12_bio(sink.bio, archive) == 1 else { throw OpenSSLFailure("i2d_PKCS12_bio") }
        return sink.contents
    }
}
