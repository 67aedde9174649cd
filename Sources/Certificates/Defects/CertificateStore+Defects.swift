package import Diagnostics
internal import Linux
package import StackModel

/// Certificates that are bad on purpose. They are made and given back, and never written: no service can pick one up by
/// mistake, and nobody finds the key of one.
extension CertificateStore {
    /// Makes a chain with one defect, for the names of a certificate of the stack.
    ///
    /// Only devstack's own authority signs such a thing; nobody else's key is used for it.
    ///
    /// - Parameters:
    ///   - name: the certificate's, in the stack file.
    ///   - keptKey: the key of the chain before, as PEM; without one, a new one is made.
    /// - Returns: `nil` after an error in `collector`.
    package func defective(
        _ defect: CertificateDefect, of name: String, keptKey: [UInt8]? = nil,
        collector: inout DiagnosticCollector
    ) -> IssuedCertificate? {
        guard let assessor = readRequests(&collector),
            let request = assessor.requests.first(where: { $0.name == name })
        else { return nil }
        do throws(OpenSSLFailure) {
            let kept = keptKey.flatMap { PrivateKey(pem: $0) }
            let key = if let kept { kept } else { try DefectMaker.makeKey(for: defect, request.key) }
            let maker = DefectMaker(request: request, defect: defect, now: now())
            guard let chain = try chain(by: maker, for: key, &collector), let leaf = chain.first else { return nil }
            var pem: [UInt8] = []
            for certificate in chain { pem += try certificate.pem() }
            return IssuedCertificate(
                details: CertificateDetails(of: leaf), chainPEM: pem, keyPEM: kept == nil ? try key.pem() : keptKey)
        } catch {
            collector.report(.openSSL(error))
            return nil
        }
    }

    private func chain(
        by maker: DefectMaker, for key: PrivateKey, _ collector: inout DiagnosticCollector
    ) throws(OpenSSLFailure) -> [Certificate]? {
        guard maker.defect.needsAuthority else { return try maker.chain(for: key) }
        guard case .own = settings.source else {
            collector.report(.defectByAnother(maker.defect, maker.request))
            return nil
        }
        guard let signer = signer(&collector) else { return nil }
        guard maker.defect != .reversedChain || !signer.intermediates.isEmpty else {
            collector.report(.nothingToReverse(maker.request))
            return nil
        }
        guard let pem = try? authorityPEM(), let root = Certificate.chain(pem: pem)?.last else {
            collector.report(.corruptAuthority(authorityFile, "is not a certificate"))
            return nil
        }
        return try maker.chain(for: key, signer: signer, root: root)
    }

    /// The files of the authority that signs leaves: when one of their stamps changes, what it has signed is outdated.
    package var signerFiles: [String] {
        [authorityFile] + (settings.intermediate ? [directory + "/" + CertificateFolder.intermediateCertificate] : [])
    }
}
