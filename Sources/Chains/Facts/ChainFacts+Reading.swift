import COpenSSL
internal import StackModel

extension ChainFacts {
    /// - Parameters:
    ///   - sent: leaf first, as it came.
    ///   - trusted: `nil` where nobody said what is trusted; a root that came with the chain then counts as it.
    /// - Returns: `nil` if nothing was sent.
    init?(sent: [ParsedCertificate], trusted: TrustedIssuers, namesRoots: Bool, host: String?, now: Double) {
        guard let leaf = sent.first else { return nil }
        var all = sent
        var path = [0]
        var end: End?
        var current = leaf
        // Whether what the path has come to is trusted: behind it only what is trusted counts.
        var isTrusted = trusted.contain(leaf) && !current.names(issuer: current)
        while end == nil, path.count <= 16 {
            let isRoot = current.names(issuer: current) && current.isSigned(by: current)
            if isRoot {
                end = isTrusted || trusted.contain(current) ? .trusted : namesRoots ? .untrustedRoot : .sentRoot
                break
            }
            let known = trusted.issuers(of: current).filter { issuer in !path.contains { all[$0].isEqual(issuer) } }
            let candidates =
                isTrusted
                ? []
                : sent.indices.filter {
                    !path.contains($0) && current.names(issuer: sent[$0])
                }
            // What is trusted is looked at first, as OpenSSL has it by default (X509_V_FLAG_TRUSTED_FIRST), and then up to
            // its root, where that is trusted too.
            if let issuer = known.first(where: current.isSigned(by:)) ?? (candidates.isEmpty ? known.first : nil) {
                if let index = sent.firstIndex(where: issuer.isEqual) {
                    path.append(index)
                } else {
                    path.append(all.count)
                    all.append(issuer)
                }
                isTrusted = true
                current = issuer
            } else if isTrusted {
                end = .trusted
            } else if let index = candidates.first(where: { current.isSigned(by: sent[$0]) }) ?? candidates.first {
                path.append(index)
                current = sent[index]
            } else {
                end = .missingIssuer
            }
        }
        self.init(
            certificates: all.map(CertificateFacts.init(of:)), sentCount: sent.count, path: path,
            end: end ?? .missingIssuer, badSignatures: Self.badSignatures(all, path),
            forbiddenNames: Self.forbiddenNames(all, path), reusedSerials: Self.reusedSerials(all), host: host, now: now
        )
    }

    private static func badSignatures(_ all: [ParsedCertificate], _ path: [Int]) -> [Int] {
        zip(path, path.dropFirst()).filter { !all[$0].isSigned(by: all[$1]) }.map(\.0)
    }

    private static func reusedSerials(_ all: [ParsedCertificate]) -> [Int] {
        all.indices.filter { index in
            all.indices.contains { other in
                other > index && X509_issuer_and_serial_cmp(all[index].pointer, all[other].pointer) == 0
                    && !all[index].isEqual(all[other])
            }
        }
    }

    /// What OpenSSL says of the constraints in the path (NAME_CONSTRAINTS_check).
    private static func forbiddenNames(_ all: [ParsedCertificate], _ path: [Int]) -> [ForbiddenName] {
        defer { ERR_clear_error() }
        var found: [ForbiddenName] = []
        for (place, issuer) in path.enumerated().dropFirst() {
            guard let value = X509_get_ext_d2i(all[issuer].pointer, NID_name_constraints, nil, nil) else { continue }
            let constraints = value.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
            defer { NAME_CONSTRAINTS_free(constraints) }
            for lower in path[..<place] {
                // Of an issuer that issued itself, only the last one's names count (RFC 5280, 6.1.3).
                if lower != path[0], all[lower].names(issuer: all[lower]) { continue }
                let verdict = NAME_CONSTRAINTS_check(all[lower].pointer, constraints)
                guard verdict != X509_V_OK else { continue }
                let name = forbiddenName(of: all[lower], constraints)
                found.append(ForbiddenName(certificate: lower, name: name, issuer: issuer))
            }
        }
        return found
    }

    /// The first name that is refused when it stands alone in a certificate.
    private static func forbiddenName(
        of certificate: ParsedCertificate, _ constraints: UnsafeMutablePointer<NAME_CONSTRAINTS>
    ) -> String? {
        guard let list = X509_get_ext_d2i(certificate.pointer, NID_subject_alt_name, nil, nil) else { return nil }
        let names = OpaquePointer(list)
        defer { GENERAL_NAMES_free(names) }
        for index in 0..<max(0, tls_names_count(names)) {
            guard let name = tls_names_at(names, index), let alone = chain_certificate_for(name) else { continue }
            let probe = ParsedCertificate(adopting: alone)
            if NAME_CONSTRAINTS_check(probe.pointer, constraints) != X509_V_OK {
                return AlternativeName(name).description
            }
        }
        return nil
    }
}
