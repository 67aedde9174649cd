import COpenSSL

/// The local authority: its certificate, and the key that it signs with.
struct Authority {
    var certificate: Certificate
    var key: PrivateKey
}

extension Authority {
    /// What devstack's authorities have as their subject's organisation, and by which it knows its own.
    static let organisation = "devstack"
    /// Ten years, in days.
    static let days = 3_650

    /// A new root, with a subject of its own: of two with one subject, clients pick either.
    static func make(
        key: PrivateKey, constraints: NameConstraints, now: Double
    ) throws(OpenSSLFailure) -> Authority {
        let notBefore = now - CertificateBuilder.leeway
        let builder = try CertificateBuilder(
            key: key, notBefore: notBefore, notAfter: notBefore + Double(days) * 86_400 - 1)
        let mark = try CertificateBuilder.randomBytes(6).map(\.hexadecimal).joined()
        try builder.setSubject(organisation: organisation, commonName: "devstack authority \(mark)")
        try builder.setIssuer(nil)
        try builder.addExtension(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        try builder.addExtension(NID_key_usage, "critical,keyCertSign,cRLSign")
        try builder.addExtension(NID_ext_key_usage, "serverAuth,clientAuth")
        try builder.addExtension(NID_subject_key_identifier, "hash")
        try builder.addNameConstraints(constraints)
        return Authority(certificate: try builder.signed(by: key), key: key)
    }

    /// When a leaf that is made now would end: after its days, but never after the authority.
    func endOfLeaf(days: Int, now: Double) -> Double {
        min(now - CertificateBuilder.leeway + Double(days) * 86_400 - 1, certificate.notAfter)
    }

    /// A server certificate for these names. `label` becomes its common name and has no dot, so no client reads it as a host.
    func issue(
        key leafKey: PrivateKey, label: String, names: [SubjectName], days: Int, now: Double
    ) throws(OpenSSLFailure) -> Certificate {
        let builder = try CertificateBuilder(
            key: leafKey, notBefore: max(now - CertificateBuilder.leeway, certificate.notBefore),
            notAfter: endOfLeaf(days: days, now: now))
        try builder.setSubject(organisation: Self.organisation, commonName: label)
        try builder.setIssuer(certificate)
        try builder.addExtension(NID_basic_constraints, "critical,CA:FALSE")
        try builder.addExtension(NID_key_usage, "critical,digitalSignature")
        try builder.addExtension(NID_ext_key_usage, "serverAuth")
        try builder.addExtension(NID_subject_key_identifier, "hash")
        try builder.addExtension(NID_authority_key_identifier, "keyid:always", issuer: certificate)
        try builder.addNames(names)
        return try builder.signed(by: key)
    }
}
