import Certificates
import Linux
internal import StackModel

extension Stack {
    /// Where the stack's authority and certificates are, judged by the wall clock.
    var certificateStore: CertificateStore {
        CertificateStore(settings: authority, requests: certificates, now: WallClock.now)
    }

    /// The folders and files that no server shows, from whatever root: keys and state.
    var neverServed: [String] {
        let own = [authority.directory, stateDirectory]
        guard case .existing(_, let key) = authority.source else { return own }
        return own + [key]
    }

    /// The certificate that a service serves with.
    func certificate(of service: Service) -> CertificateRequest? {
        service.tls.flatMap { tls in certificates.first { $0.name.value == tls.certificate.value } }
    }

    /// A name that the certificate of a service is valid for; `nil` of one without TLS.
    func tlsHost(of service: Service) -> String? {
        // An email address or a URI is no host to ask for.
        certificate(of: service)?.names.map(\.value).first { !$0.contains("@") && !$0.contains("/") }
    }

    /// The name of what devstack itself shows to a service that asks for a client certificate, in a probe and in the proof of a
    /// renewal: the first certificate that is for clients.
    var ownClientCertificate: String? { certificates.first { $0.usage != .server }?.name.value }

    /// A certificate of the stack's with its key, as they are on disk now.
    @Sendable func identity(ofCertificate name: String) throws -> ClientIdentity {
        let store = certificateStore
        return ClientIdentity(
            chainPEM: try WholeFile.read(store.chainFile(of: name)),
            keyPEM: try WholeFile.read(store.keyFile(of: name)))
    }

    /// Which services show a certificate that is bad on purpose, in the words of a note each.
    var notesOnDefects: [String] {
        services.compactMap { service in
            service.tls?.defect.map {
                "\(service.name.value) shows a certificate that is bad on purpose: defect \($0.value.rawValue)"
            }
        }
    }

    /// What failures of TLS are explained by.
    func knownCertificates(authorityPEM: [UInt8]) -> StackCertificates {
        let file = certificateStore.authorityFile
        let isBelow = file.hasPrefix(directory + "/")
        let ports = services.compactMap { service in
            service.port.flatMap { port in service.tls.map { (port.value, $0.certificate.value) } }
        }
        let defects = services.compactMap { service in
            service.port.flatMap { port in service.tls?.defect.map { (port.value, $0) } }
        }
        return StackCertificates(
            authorityPEM: authorityPEM, authorityFile: isBelow ? String(file.dropFirst(directory.count + 1)) : file,
            isAuthorityOwn: authority.source == .own, requests: certificates,
            byPort: Dictionary(ports, uniquingKeysWith: { first, _ in first }),
            defects: Dictionary(defects, uniquingKeysWith: { first, _ in first }))
    }
}
