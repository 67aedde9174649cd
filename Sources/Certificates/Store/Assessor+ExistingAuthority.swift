internal import Diagnostics
internal import Linux

/// An authority that somebody else made: it is read, and never changed.
extension Assessor {
    mutating func assessExisting(certificatePath: String, keyPath: String) -> AuthorityCondition {
        let certificateBytes: [UInt8]
        let keyBytes: [UInt8]
        do throws(SystemError) {
            certificateBytes = try WholeFile.read(certificatePath)
            keyBytes = try WholeFile.read(keyPath)
        } catch {
            let path = error.subject ?? certificatePath
            return .broken(.existingAuthorityUnusable(path, "cannot be read: \(error.reason)"), nil)
        }
        guard let chain = Certificate.chain(pem: certificateBytes), let certificate = chain.first else {
            return .broken(.existingAuthorityUnusable(certificatePath, "is not a PEM certificate"), nil)
        }
        if let complaint = complaint(of: chain) {
            return .broken(.existingAuthorityUnusable(certificatePath, complaint), certificate)
        }
        guard let key = PrivateKey(pem: keyBytes) else {
            return .broken(
                .existingAuthorityUnusable(keyPath, "is not a private key that can be read without a passphrase"),
                certificate)
        }
        guard certificate.matches(key), key.isConsistent else {
            return .broken(
                .existingAuthorityUnusable(keyPath, "is not the key of \(certificatePath)"), certificate)
        }
        return .sound(
            Authority(certificate: certificate, key: key, intermediates: chain.filter { !$0.isSelfSigned }))
    }

    /// What keeps a chain, the signing certificate first, from signing; `nil` if nothing does.
    private func complaint(of chain: [Certificate]) -> String? {
        for (certificate, above) in zip(chain, chain.dropFirst()) where !certificate.isIssued(by: above) {
            return "has \(certificate.subject) and behind it \(above.subject), which did not issue it"
        }
        guard let certificate = chain.first, let root = chain.last else { return "is empty" }
        guard root.isSelfSigned else {
            return "ends with \(root.subject), which is no root; put the certificates above it behind it"
        }
        for certificate in chain {
            guard certificate.isAuthority else { return "has \(certificate.subject), which may sign no certificates" }
            guard now >= certificate.notBefore else {
                return "is not valid before \(TimeInWords.date(certificate.notBefore))"
            }
            guard now < certificate.notAfter else { return "expired on \(TimeInWords.date(certificate.notAfter))" }
        }
        guard !intermediate || certificate.pathLength != 0 else {
            return "may have no intermediate authority below it (its path length is 0)"
        }
        return nil
    }
}
