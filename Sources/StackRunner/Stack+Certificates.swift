import Certificates
import Linux
internal import StackModel

extension Stack {
    /// Where the stack's authority and certificates are, judged by the wall clock.
    var certificateStore: CertificateStore {
        CertificateStore(settings: authority, requests: certificates, now: WallClock.now)
    }

    /// The certificate that a service serves with.
    func certificate(of service: Service) -> CertificateRequest? {
        service.tls.flatMap { wanted in certificates.first { $0.name.value == wanted.value } }
    }
}
