internal import Diagnostics
internal import Linux

extension Assessor {
    mutating func assessAuthority(in folder: borrowing CertificateFolder) -> AuthorityCondition {
        let certificateBytes: [UInt8]?
        let keyBytes: [UInt8]?
        let isOwn: Bool
        do throws(SystemError) {
            certificateBytes = try folder.read(CertificateFolder.authorityCertificate)?.bytes
            keyBytes = try readKey(CertificateFolder.authorityKey, in: folder)
            isOwn = try folder.read(CertificateFolder.authorityKey)?.isOwn ?? true
        } catch {
            return .broken(.unreadable(error, in: directory), nil)
        }
        switch (certificateBytes, keyBytes) {
        case (nil, nil): return .absent
        case (nil, let keyBytes?): return assessKeyOnly(keyBytes, isOwn: isOwn)
        case (let certificateBytes?, let keyBytes): return assess(certificateBytes, keyBytes)
        }
    }

    /// A key without its certificate becomes a new root's, so it must be one that nobody else knows.
    private func assessKeyOnly(_ bytes: [UInt8], isOwn: Bool) -> AuthorityCondition {
        guard isOwn else {
            return .broken(
                .corruptAuthority(path(CertificateFolder.authorityKey), "is a key that others own or may read"), nil)
        }
        guard let key = PrivateKey(pem: bytes), key.kind == .ecdsaP256, key.isConsistent else {
            return .broken(.corruptAuthority(path(CertificateFolder.authorityKey), "is not a usable private key"), nil)
        }
        return .keyOnly(key)
    }

    private mutating func assess(_ certificateBytes: [UInt8], _ keyBytes: [UInt8]?) -> AuthorityCondition {
        let certificatePath = path(CertificateFolder.authorityCertificate)
        let keyPath = path(CertificateFolder.authorityKey)
        guard let chain = Certificate.chain(pem: certificateBytes), let certificate = chain.first else {
            return .broken(.corruptAuthority(certificatePath, "is not a certificate"), nil)
        }
        guard chain.count == 1, certificate.subjectOrganisation == Authority.organisation else {
            return .broken(.foreignAuthority(certificatePath, subject: certificate.subject), certificate)
        }
        guard certificate.isRootAuthority, let permitted = certificate.nameConstraints else {
            return .broken(.corruptAuthority(certificatePath, "does not bear its own signature"), certificate)
        }
        // Another run may have added to it since this one read it.
        if keepsPermitted { constraints.permitted.formUnion(permitted.permitted) }
        guard let keyBytes else { return .broken(.authorityKeyMissing(keyPath), certificate) }
        guard let key = PrivateKey(pem: keyBytes) else {
            return .broken(.corruptAuthority(keyPath, "is not a usable private key"), certificate)
        }
        guard certificate.matches(key) else {
            return .broken(.authorityKeyMismatch(keyPath, certificatePath), certificate)
        }
        guard key.isConsistent else {
            return .broken(.corruptAuthority(keyPath, "is damaged: its two halves do not match"), certificate)
        }
        let authority = Authority(certificate: certificate, key: key)
        guard permitted == constraints else {
            return .otherNames(authority, reason: Self.difference(from: permitted, to: constraints))
        }
        guard !intermediate || certificate.pathLength != 0 else {
            return .otherNames(authority, reason: "it has no room for an intermediate authority below it")
        }
        return assessDates(of: authority)
    }

    /// `permit now has corp.example, no longer has old.example`.
    private static func difference(from old: NameConstraints, to new: NameConstraints) -> String {
        let added = new.permitted.subtracting(old.permitted).sorted().map(\.description)
        let removed = old.permitted.subtracting(new.permitted).sorted().map(\.description)
        var parts: [String] = []
        if !added.isEmpty { parts.append("now has " + added.joined(separator: " and ")) }
        if !removed.isEmpty { parts.append("no longer has " + removed.joined(separator: " and ")) }
        return "permit " + parts.joined(separator: ", ")
    }

    private mutating func assessDates(of authority: Authority) -> AuthorityCondition {
        let certificate = authority.certificate
        let certificatePath = path(CertificateFolder.authorityCertificate)
        guard now >= certificate.notBefore else {
            return .broken(
                .authorityNotYetValid(certificatePath, from: certificate.notBefore, now: now), certificate)
        }
        let left = certificate.notAfter - now
        guard left > 0 else {
            return .broken(.authorityExpired(certificatePath, since: certificate.notAfter), certificate)
        }
        let longestLeaf = requests.map(\.days).max() ?? 0
        if left < Double(longestLeaf) * 86_400 {
            diagnostics.append(.authorityEndsSoon(certificatePath, left: left))
        }
        return .sound(authority)
    }
}
