internal import Diagnostics
internal import Linux
internal import StackModel

extension Assessor {
    /// Judges a certificate and its key; without an issuer, who signed it is not looked at.
    mutating func assessLeaf(
        _ request: LeafRequest, issuedBy issuer: Issuer?, in folder: borrowing CertificateFolder
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
            assess(certificateBytes, of: &leaf, hasKey: keyBytes != nil, issuedBy: issuer)
        }
        return leaf
    }

    private mutating func assessKey(_ bytes: [UInt8], of leaf: inout LeafCondition) {
        let file = leaf.request.keyFile
        guard let key = PrivateKey(pem: bytes), key.isConsistent else {
            return leaf.finding = .due("\(file) is not a usable private key; \(keep(file, of: &leaf))")
        }
        guard key.kind == leaf.request.key else {
            return leaf.finding = .due(
                "\(file) is \(key.description), not \(leaf.request.key.rawValue); \(keep(file, of: &leaf))")
        }
        leaf.key = key
    }

    private mutating func assess(
        _ bytes: [UInt8], of leaf: inout LeafCondition, hasKey: Bool, issuedBy issuer: Issuer?
    ) {
        let file = leaf.request.certificateFile
        let chain = Certificate.chain(pem: bytes) ?? []
        guard let certificate = chain.first else {
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
        if let issuer, !certificate.isIssued(by: issuer.certificate) {
            let isOurs = [certificate.subjectOrganisation, certificate.issuerOrganisation]
                .contains(Authority.organisation)
            let kept = isOurs ? "" : "; " + keep(file, of: &leaf)
            if leaf.finding == .absent {
                leaf.finding = .due("it was issued by another authority (\(certificate.issuer))\(kept)")
            }
        }
        if let issuer, leaf.finding == .absent, !issuer.isFollowed(by: chain.dropFirst()) {
            leaf.finding = .due("what stands behind it in \(file) does not lead to the authority")
        }
        if leaf.finding == .absent { leaf.finding = finding(of: certificate, for: leaf.request, issuer?.certificate) }
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
        if certificate.usage != request.usage {
            let present = certificate.usage?.rawValue ?? "neither server nor client"
            return .due("its usage changed (from \(present) to \(request.usage.rawValue))")
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
