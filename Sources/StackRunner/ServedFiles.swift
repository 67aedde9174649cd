import Certificates
import Linux
internal import StackModel
import TLS

/// The files that a service's TLS is made of, and what it says of its TLS.
struct ServedFiles: Sendable {
    /// By these it is seen that a file has changed.
    struct Stamps: Equatable {
        var chain: FileStamp?
        var key: FileStamp?
        var clientAuthority: FileStamp?
    }

    let chain: String
    let key: String
    /// The authorities whose certificates clients must show; `nil` asks for none.
    let clientAuthority: String?
    let minimumVersion: TLSVersion

    init(of tls: ServiceTLS, in store: CertificateStore) {
        chain = store.chainFile(of: tls.certificate.value)
        key = store.keyFile(of: tls.certificate.value)
        minimumVersion = tls.minimumVersion
        clientAuthority =
            switch tls.clientAuthority {
            case nil: nil
            case .stack: store.authorityFile
            case .file(let path): path
            }
    }

    var stamps: Stamps {
        Stamps(
            chain: FileStamp(of: chain), key: FileStamp(of: key),
            clientAuthority: clientAuthority.flatMap(FileStamp.init(of:)))
    }

    /// - Throws: `SystemError` when a file cannot be read, `ServedFilesError` when what is in it cannot be used.
    func load() throws -> (identity: TLSServerIdentity, chainPEM: [UInt8]) {
        let chainPEM = try WholeFile.read(chain)
        let keyPEM = try WholeFile.read(key)
        let clientAuthorityPEM = try clientAuthority.map { try WholeFile.read($0) }
        do {
            let identity = try TLSServerIdentity(
                chainPEM: chainPEM, keyPEM: keyPEM, minimumVersion: minimumVersion,
                clientAuthorityPEM: clientAuthorityPEM)
            return (identity, chainPEM)
        } catch {
            let file =
                switch error.part {
                case .clientAuthority: clientAuthority ?? chain
                case .key, .keyOfAnotherCertificate: key
                default: chain
                }
            throw ServedFilesError(file: file, detail: error.detail)
        }
    }
}
