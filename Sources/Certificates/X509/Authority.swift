import COpenSSL
internal import StackModel

/// An authority that can sign: its certificate, the key that it signs with, and what clients need besides.
struct Authority {
    var certificate: Certificate
    var key: PrivateKey
    /// What stands behind a leaf in its file: this authority and those above it, but for the root, which clients have.
    var intermediates: [Certificate] = []
}

extension Authority {
    /// What devstack's authorities have as their subject's organisation, and by which it knows its own.
    static let organisation = "devstack"
    /// Ten years, in days.
    static let days = 3_650
    /// An intermediate is made again long before its root ends: five years, in days.
    static let intermediateDays = 1_825

    /// A new root, with a subject of its own: of two with one subject, clients pick either.
    ///
    /// - Parameters:
    ///   - title: what its common name begins with.
    ///   - constraints: the names that it may certify; `nil` for any.
    ///   - pathLength: how many authorities may stand below it.
    static func make(
        key: PrivateKey, title: String = "devstack authority", constraints: NameConstraints?, pathLength: Int = 0,
        now: Double
    ) throws(OpenSSLFailure) -> Authority {
        let notBefore = now - CertificateBuilder.leeway
        let builder = try CertificateBuilder(
            key: key, notBefore: notBefore, notAfter: notBefore + Double(days) * 86_400 - 1)
        try builder.setSubject(organisation: organisation, commonName: "\(title) \(try mark())")
        try builder.setIssuer(nil)
        try builder.addAuthorityExtensions(pathLength: pathLength)
        if let constraints { try builder.addNameConstraints(constraints) }
        return Authority(certificate: try builder.signed(by: key), key: key)
    }

    /// Six random bytes in hexadecimal, by which two authorities are told apart.
    private static func mark() throws(OpenSSLFailure) -> String {
        try CertificateBuilder.randomBytes(6).map(\.hexadecimal).joined()
    }

    /// An authority below this one that signs leaves alone. The names that it may certify are those of this one.
    func makeIntermediate(key intermediateKey: PrivateKey, now: Double) throws(OpenSSLFailure) -> Authority {
        let builder = try CertificateBuilder(
            key: intermediateKey, notBefore: max(now - CertificateBuilder.leeway, certificate.notBefore),
            notAfter: endOfLeaf(days: Self.intermediateDays, now: now))
        try builder.setSubject(
            organisation: Self.organisation, commonName: "devstack intermediate \(try Self.mark())")
        try builder.setIssuer(certificate)
        try builder.addAuthorityExtensions(pathLength: 0)
        try builder.addExtension(NID_authority_key_identifier, "keyid:always", issuer: certificate)
        if let constraints = certificate.nameConstraints { try builder.addNameConstraints(constraints) }
        let made = try builder.signed(by: key)
        return Authority(certificate: made, key: intermediateKey, intermediates: [made] + intermediates)
    }

    /// When a leaf that is made now would end: after its days, but never after the authority.
    func endOfLeaf(days: Int, now: Double) -> Double {
        min(now - CertificateBuilder.leeway + Double(days) * 86_400 - 1, certificate.notAfter)
    }

    /// What a leaf for these names says. `label` becomes its common name and has no dot, so no client reads it as a host.
    func draft(
        label: String, names: [SubjectName], usage: CertificateUsage = .server, days: Int, now: Double
    ) -> LeafDraft {
        LeafDraft(
            label: label, names: names, usage: usage,
            notBefore: max(now - CertificateBuilder.leeway, certificate.notBefore),
            notAfter: endOfLeaf(days: days, now: now))
    }

    /// - Parameter leafKey: only its public half is used.
    func issue(_ draft: LeafDraft, key leafKey: PrivateKey) throws(OpenSSLFailure) -> Certificate {
        try CertificateBuilder.leaf(draft, key: leafKey, issuer: certificate).signed(
            by: key, overSHA1: draft.isSignedOverSHA1)
    }

    func issue(
        key leafKey: PrivateKey, label: String, names: [SubjectName], usage: CertificateUsage = .server, days: Int,
        now: Double
    ) throws(OpenSSLFailure) -> Certificate {
        try issue(draft(label: label, names: names, usage: usage, days: days, now: now), key: leafKey)
    }
}

extension Authority {
    /// A leaf's file: the leaf, then what leads from it to the root.
    func pem(behind leaf: Certificate) throws(OpenSSLFailure) -> [UInt8] {
        var text = try leaf.pem()
        for certificate in intermediates { text += try certificate.pem() }
        return text
    }
}

extension CertificateBuilder {
    fileprivate func addAuthorityExtensions(pathLength: Int) throws(OpenSSLFailure) {
        try addExtension(NID_basic_constraints, "critical,CA:TRUE,pathlen:\(pathLength)")
        try addExtension(NID_key_usage, "critical,keyCertSign,cRLSign")
        try addExtension(NID_ext_key_usage, "serverAuth,clientAuth")
        try addExtension(NID_subject_key_identifier, "hash")
    }
}
