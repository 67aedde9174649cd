import COpenSSL
internal import Glibc

/// Where a chain may end: certificates that a client trusts already.
package struct TrustedIssuers: Sendable {
    private let given: [[UInt8]]
    private let includesSystem: Bool

    /// - Parameters:
    ///   - pem: one PEM text for each file; what cannot be read of it is left out.
    ///   - includesSystem: whether the distribution's roots are among them.
    package init(pem: [[UInt8]], includesSystem: Bool) {
        given = pem.flatMap { ParsedCertificate.chain(pem: $0) ?? [] }.map(\.der)
        self.includesSystem = includesSystem
    }

    /// The trusted certificates with the name of this one's issuer.
    func issuers(of certificate: ParsedCertificate) -> [ParsedCertificate] {
        let found = given.compactMap(ParsedCertificate.init(der:)) + (includesSystem ? system(certificate) : [])
        return found.filter(certificate.names(issuer:))
    }

    /// Whether this very certificate is trusted.
    func contain(_ certificate: ParsedCertificate) -> Bool { given.contains(certificate.der) }

    /// Roots lie in a folder under the hash of their name, with a number for those that share it (openssl-rehash(1)).
    private func system(_ certificate: ParsedCertificate) -> [ParsedCertificate] {
        guard let folder = X509_get_default_cert_dir().map({ String(cString: $0) }) else { return [] }
        let digits = String(chain_name_hash(X509_get_issuer_name(certificate.pointer)), radix: 16)
        let hash = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        var found: [ParsedCertificate] = []
        for number in 0..<16 {
            guard let source = BIO_new_file("\(folder)/\(hash).\(number)", "r") else { break }
            defer { BIO_free(source) }
            if let root = PEM_read_bio_X509(source, nil, nil, nil) { found.append(ParsedCertificate(adopting: root)) }
        }
        ERR_clear_error()
        return found
    }
}
