internal import Diagnostics
internal import Linux

extension Assessor {
    /// Judges a certificate and its key; without an authority, its issuer is not looked at.
    mutating func assessLeaf(
        _ request: LeafRequest, issuedBy authority: Certificate?, in folder: borrowing CertificateFolder
    ) -> LeafCondition {
        let certificateBytes: [UInt8]?
        let keyBytes: [UInt8]?
        do throws(SystemError) {
            certificateBytes = try folder.read(request.certificateFile)?.bytes
            keyBytes = try readKey(request.keyFile, in: folder)
        } catch {
            diagnostics.append(.unreadable(error, in: directory, at: request.location))
            return LeafCondition(request: request, finding: .unreadable)
        }
        var leaf = LeafCondition(request: request, finding: .absent)
        if let keyBytes { assessKey(keyBytes, of: &leaf) }
        if let certificateBytes {
            assess(certificateBytes, of: &leaf, hasKey: keyBytes != nil, issuedBy: authority)
        }
        return leaf
    }

    private mutating func assessKey(_ bytes: [UInt8], of leaf: inout LeafCondition) {
        let file = leaf.request.keyFile
        guard let key = PrivateKey(pem: bytes), key.isConsistent else {
            return leaf.finding = .due("\(file) is not a usable private key; \(keep(file, of: &leaf))")
        }
        guard key.isP256 else {
            return leaf.finding = .due("\(file) is not a P-256 key; \(keep(file, of: &leaf))")
        }
        leaf.key = key
    }

    private mutating func assess(
        _ bytes: [UInt8], of leaf: inout LeafCondition, hasKey: Bool, issuedBy authority: Certificate?
    ) {
        let file = leaf.request.certificateFile
        guard let certificate = Certificate.chain(pem: bytes)?.first else {
            let kept = keep(file, of: &leaf)
            if leaf.finding == .absent { leaf.finding = .due("\(file) is not a certificate; \(kept)") }
            return
        }
        leaf.certificate = certificate
        if !hasKey { leaf.finding = .due("its key \(leaf.request.keyFile) was missing") }
        if let key = leaf.key, !certificate.matches(key) {
            leaf.key = nil
            leaf.finding = .due("its key does not match it; \(keep(leaf.request.keyFile, of: &leaf))")
        }
        if let authority, !certificate.isIssued(by: authority) {
            let isOurs = certificate.issuerOrganisation == Authority.organisation
            let kept = isOurs ? "" : "; " + keep(file, of: &leaf)
            if leaf.finding == .absent {
                leaf.finding = .due("it was issued by another authority (\(certificate.issuer))\(kept)")
            }
        }
        if leaf.finding == .absent { leaf.finding = finding(of: certificate, for: leaf.request, authority) }
    }

    /// Judges names and dates of a certificate that is otherwise in order.
    private func finding(
        of certificate: Certificate, for request: LeafRequest, _ authority: Certificate?
    ) -> LeafCondition.Finding {
        let wanted = Set(request.names.map(\.description))
        let present = Set(certificate.names)
        if wanted != present {
            let added = wanted.subtracting(present).sorted().map { "+" + $0 }
            let removed = present.subtracting(wanted).sorted().map { "-" + $0 }
            return .due("its names changed (\((added + removed).joined(separator: ", ")))")
        }
        if now < certificate.notBefore {
            return .due("it is not valid before \(TimeInWords.date(certificate.notBefore))")
        }
        let left = certificate.notAfter - now
        if left <= 0 { return .due("it expired \(TimeInWords.span(-left)) ago") }
        guard left < request.renewalThreshold else { return .sound }
        // One that ends with its authority gains nothing by being made again.
        if let authority, certificate.notAfter >= authority.notAfter { return .sound }
        return .due("it expires in \(TimeInWords.span(left))")
    }

    /// Has the file kept under another name, and says so.
    private mutating func keep(_ name: String, of leaf: inout LeafCondition) -> String {
        let change = setAside(name)
        leaf.asides.append(change)
        guard case .setAside(_, let aside) = change else { return "" }
        return "the old one is kept as \(aside)"
    }
}
