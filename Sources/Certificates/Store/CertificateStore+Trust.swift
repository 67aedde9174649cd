import COpenSSL
import Glibc
package import Linux
package import StackModel

extension CertificateStore {
    /// The certificate that clients are to trust: the last of the authority's file, above which there is none.
    ///
    /// - Throws: `SystemError` when the file cannot be read, EINVAL when it holds no certificate.
    package func trustAnchor() throws(SystemError) -> TrustAnchor { try Self.trustAnchor(ofFile: authorityFile) }

    /// The last certificate of a PEM file, as `trustAnchor()` gives it.
    package static func trustAnchor(ofFile path: String) throws(SystemError) -> TrustAnchor {
        guard let root = Certificate.chain(pem: try WholeFile.read(path))?.last, let pem = try? root.pem(),
            let der = root.der
        else { throw SystemError("read", path, code: EINVAL) }
        return TrustAnchor(
            der: der, pem: pem, subject: root.subject, fingerprint: root.fingerprint,
            permitted: root.nameConstraints.flatMap { constraints in
                constraints.holdEveryHost ? constraints.permitted.sorted().map(\.description) : nil
            })
    }
}

extension Certificate {
    fileprivate var der: [UInt8]? {
        var bytes: UnsafeMutablePointer<UInt8>?
        let length = i2d_X509(pointer, &bytes)
        guard length > 0, let bytes else {
            ERR_clear_error()
            return nil
        }
        defer { CRYPTO_free(bytes, #fileID, #line) }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(length)))
    }
}
