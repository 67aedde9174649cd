import Certificates
internal import Diagnostics
import Glibc
import Linux
internal import StackModel

/// A certificate and its key in files that the user named: `NAME.pem` and `NAME.key`.
struct PairOfFiles {
    let name: String
    /// The path of both without their endings.
    let prefix: String

    init(folder: String, name: String) {
        self.name = name
        prefix = folder == "." ? name : folder + "/" + name
    }

    var certificate: OutputFile { OutputFile(path: prefix + ".pem") }
    var archive: OutputFile { OutputFile(path: prefix + ".p12") }
    var key: OutputFile { OutputFile(path: prefix + ".key") }

    /// The key that is there, as PEM, for which the certificate is to be made; `nil` if none is.
    ///
    /// - Throws: a `Diagnostic` when something is there that devstack would not make, and so does not replace.
    func keyToKeep(kind: KeyKind) throws(Diagnostic) -> [UInt8]? {
        if let bytes = try read(certificate), !CertificateDetails.isOfDevstack(pem: bytes) {
            throw .keptFile(certificate.path, "is not a certificate that devstack made")
        }
        if let bytes = try read(certificate), CertificateDetails.isAuthority(pem: bytes) {
            throw .keptFile(certificate.path, "is an authority's certificate")
        }
        guard let bytes = try read(key) else { return nil }
        guard key.isOwn else { throw .keptFile(key.path, "is a key that others own or may read") }
        switch KeyFile(pem: bytes) {
        case .usable(kind): return bytes
        case .usable(let other): throw .keptFile(key.path, "is of the kind \(other.rawValue), not \(kind.rawValue)")
        case .unusable(let what): throw .keptFile(key.path, "is \(what)")
        }
    }

    private func read(_ file: OutputFile) throws(Diagnostic) -> [UInt8]? {
        do throws(SystemError) {
            return try file.read()
        } catch {
            throw .unreadableInput(file.path, error)
        }
    }

    /// A PKCS #12 file is encrypted: whose it is, only a certificate of devstack's beside it tells.
    func checkArchive() throws(Diagnostic) {
        guard try read(archive) != nil, try read(certificate) == nil else { return }
        throw .keptFile(archive.path, "no certificate of devstack's is beside it")
    }

    /// The key first, so that a certificate never lacks its key; a key that was kept stays as it is.
    func write(_ issued: IssuedCertificate) throws(Diagnostic) {
        do throws(SystemError) {
            let key = issued.keyPEM.map { [(file: self.key, bytes: $0, mode: mode_t(0o600))] } ?? []
            try OutputFile.write(key + [(file: certificate, bytes: issued.chainPEM, mode: 0o644)])
        } catch {
            throw .unwritableOutput(error.subject ?? prefix, error)
        }
    }
}
