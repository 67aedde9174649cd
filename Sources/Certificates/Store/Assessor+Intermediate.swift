internal import Diagnostics
internal import Linux

extension Assessor {
    /// Judges the intermediate authority; without a sound root there is nothing to judge it by.
    mutating func assessIntermediate(
        below root: Authority?, in folder: borrowing CertificateFolder
    ) -> IntermediateCondition {
        let certificateBytes: [UInt8]?
        let keyBytes: [UInt8]?
        do throws(SystemError) {
            certificateBytes = try folder.read(CertificateFolder.intermediateCertificate)?.bytes
            keyBytes = try readKey(CertificateFolder.intermediateKey, in: folder)
        } catch {
            diagnostics.append(.unreadable(error, in: directory))
            return .unreadable
        }
        let certificate = certificateBytes.flatMap { Certificate.chain(pem: $0)?.first }
        let key = keyBytes.flatMap { PrivateKey(pem: $0) }.flatMap {
            $0.kind == .ecdsaP256 && $0.isConsistent ? $0 : nil
        }
        var asides: [FolderChange] = []
        if keyBytes != nil, key == nil { asides.append(setAside(CertificateFolder.intermediateKey)) }
        let isOurs = certificate.map { $0.subjectOrganisation == Authority.organisation } ?? false
        if certificateBytes != nil, !isOurs { asides.append(setAside(CertificateFolder.intermediateCertificate)) }
        guard let certificate, isOurs else { return .missing(reason: nil, key: key, asides: asides) }
        guard let root, let reason = trouble(of: certificate, below: root) else {
            guard let root, let key, certificate.matches(key) else {
                return .missing(reason: "its key does not match it", key: key, asides: asides)
            }
            return .sound(
                Authority(certificate: certificate, key: key, intermediates: [certificate] + root.intermediates))
        }
        return .missing(reason: reason, key: key, asides: asides)
    }

    /// Why an intermediate does not fit its root any more; `nil` if it does.
    private func trouble(of certificate: Certificate, below root: Authority) -> String? {
        guard certificate.isIssued(by: root.certificate) else { return "it was issued by another authority" }
        guard certificate.isAuthority else { return "it may sign no certificates" }
        guard certificate.nameConstraints == root.certificate.nameConstraints else {
            return "it may certify other names than its authority"
        }
        let left = certificate.notAfter - now
        let longestLeaf = Double(requests.map(\.days).max() ?? 0) * 86_400
        guard now >= certificate.notBefore, left > longestLeaf || certificate.notAfter >= root.certificate.notAfter
        else { return left > 0 ? "it expires in \(TimeInWords.span(left))" : "it has expired" }
        return nil
    }
}
