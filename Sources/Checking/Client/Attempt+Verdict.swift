internal import Chains
internal import StackModel

extension Attempt {
    /// What a server would say at the time of judgement of the certificate that this client shows. The server itself goes by
    /// its clock, and so takes it.
    var verdictOnIdentity: ExchangeFailure? {
        guard let time = trust?.judgingTime, let identity = trust?.identity,
            let leaf = ServedCertificate.leaf(pem: identity.chainPEM)
        else { return nil }
        let name = request.clientCertificate ?? leaf.subject
        let words: String
        if time.seconds > leaf.notAfter {
            words = "has expired by \(time.words)"
        } else if time.seconds < leaf.notBefore {
            words = "is not valid yet on \(time.words)"
        } else {
            return nil
        }
        return ExchangeFailure(.clientCertificateRefused, detail: "the client's certificate \(name) \(words)")
    }
}
