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
        service.tls.flatMap { wanted in certificates.first { $0.name.value == wanted.value } }
    }
}
