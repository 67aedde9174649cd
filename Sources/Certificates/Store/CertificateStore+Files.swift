import Glibc
package import Linux

extension CertificateStore {
    /// The authority's certificate, for clients to trust.
    package var authorityFile: String {
        if case .existing(let certificate, _) = settings.source { return certificate }
        return directory + "/" + CertificateFolder.authorityCertificate
    }

    /// The leaf, then any intermediate.
    package func chainFile(of name: String) -> String { directory + "/" + name + ".pem" }

    package func keyFile(of name: String) -> String { directory + "/" + name + ".key" }

    package func authorityPEM() throws(SystemError) -> [UInt8] { try WholeFile.read(authorityFile) }

    package func chainPEM(of name: String) throws(SystemError) -> [UInt8] { try read(name + ".pem") }

    package func keyPEM(of name: String) throws(SystemError) -> [UInt8] { try read(name + ".key") }

    /// Changes whenever a certificate has been renewed; `nil` while there is none. Costs one fstatat(2).
    ///
    /// Its key is always in place before it: when the stamp has changed, read both, and use them if they match.
    package func stamp(of name: String) -> FileStamp? { FileStamp(of: chainFile(of: name)) }

    /// Whether the first certificate of a chain is for this key.
    package static func matches(chainPEM: [UInt8], keyPEM: [UInt8]) -> Bool {
        guard let leaf = Certificate.chain(pem: chainPEM)?.first, let key = PrivateKey(pem: keyPEM) else {
            return false
        }
        return leaf.matches(key)
    }

    private func read(_ name: String) throws(SystemError) -> [UInt8] {
        guard let file = try CertificateFolder(directory).read(name) else {
            throw SystemError("openat", name, code: ENOENT)
        }
        return file.bytes
    }
}
