internal import StackModel

/// Whether each certificate may be used for what it is used for.
enum UsageRules {
    static let rules = [
        notForServers, noPurpose, noDigitalSignature, authorityAsServer, issuerNotAuthority, issuerMayNotSign,
        pathTooLong, unknownCritical,
    ]

    private static let serverAuthentication = "1.3.6.1.5.5.7.3.1"
    private static let anyPurpose = "2.5.29.37.0"

    static let notForServers = Rule(
        "not_for_servers", .all, reason: .wrongUsage,
        requires: "where extendedKeyUsage is given, serverAuth is in it",
        source: "RFC 5280, 4.2.1.12; openssl-verification-options(1), sslserver",
        remedy: "issue it again with extendedKeyUsage serverAuth"
    ) { chain in
        // An authority may be for clients alone.
        guard chain.hasServer else { return [] }
        return chain.members.compactMap { index, facts -> Rule.Fault? in
            guard let purposes = facts.extendedKeyUsage, !purposes.contains(serverAuthentication) else { return nil }
            var refusing: [ChainProfile] = .all
            if purposes.contains(anyPurpose) { refusing = [.openssl, .strict, .firefox, .apple] }
            // Only these ask the trusted root as well.
            let isTrusted = index == chain.path.last && !chain.isAlone && facts.isSelfIssued
            if isTrusted { refusing = refusing.filter { [.openssl, .strict, .go].contains($0) } }
            return Rule.Fault(
                index, "\(chain.title(index)) is not made for servers: no serverAuth", profiles: refusing)
        }
    }

    static let noPurpose = Rule(
        "no_extended_usage", [.apple],
        requires: "a server's certificate has extendedKeyUsage with serverAuth",
        source: "Apple, support article 103769: requirements for trusted certificates in iOS 13 and macOS 10.15",
        remedy: "issue it again with extendedKeyUsage serverAuth"
    ) { chain in
        chain.leafFault(chain.leaf.extendedKeyUsage == nil ? "the certificate has no extendedKeyUsage" : nil)
    }

    static let noDigitalSignature = Rule(
        "no_digital_signature", .all.without(.go, .apple), reason: .wrongUsage,
        requires: "where keyUsage is given, digitalSignature is in it",
        source: "RFC 8446, 4.4.2.2; BoringSSL, ssl_cert_check_key_usage; JDK, sun.security.validator.EndEntityChecker",
        remedy: "issue it again with keyUsage digitalSignature"
    ) { chain in
        guard let usage = chain.leaf.keyUsage, !usage.contains(.digitalSignature) else { return [] }
        // The others are content with any that TLS 1.2 had a use for.
        let isOfTLS12 = !usage.isDisjoint(with: [.keyEncipherment, .keyAgreement])
        return chain.leafFault(
            "the certificate's keyUsage lacks digitalSignature", profiles: isOfTLS12 ? [.chrome, .java] : nil)
    }

    static let authorityAsServer = Rule(
        "authority_as_server", [.firefox],
        requires: "a server's certificate is no authority's",
        source: "mozilla::pkix, MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY",
        remedy: "issue a certificate with basicConstraints CA:FALSE for the server"
    ) { chain in
        chain.leafFault(chain.leaf.isAuthority ? "the certificate is an authority's own (CA:TRUE)" : nil)
    }

    static let issuerNotAuthority = Rule(
        "issuer_not_authority", .all, reason: .wrongUsage,
        requires: "who issues a certificate is an authority (basicConstraints CA:TRUE)",
        source: "RFC 5280, 6.1.4 (k)",
        remedy: "let an authority issue it"
    ) { chain in
        chain.issuers.filter { !$0.facts.isAuthority }.map {
            Rule.Fault($0.index, "\($0.facts.shown.subject) has issued a certificate and is no authority")
        }
    }

    static let issuerMayNotSign = Rule(
        "issuer_may_not_sign", .all, reason: .wrongUsage,
        requires: "where an authority has keyUsage, keyCertSign is in it",
        source: "RFC 5280, 6.1.4 (n)",
        remedy: "make the authority again with keyUsage keyCertSign"
    ) { chain in
        chain.issuers.filter { $0.facts.keyUsage.map { !$0.contains(.certificateSigning) } ?? false }.map {
            Rule.Fault($0.index, "the keyUsage of \($0.facts.shown.subject) lacks keyCertSign")
        }
    }

    static let pathTooLong = Rule(
        "path_too_long", .all, reason: .wrongUsage,
        requires: "no more authorities stand below one than its pathlen says",
        source: "RFC 5280, 6.1.4 (l) and (m); Java heeds no pathlen of a trusted root (JDK, TrustAnchor)",
        remedy: "let an authority with a larger pathlen, or none, issue the one below it"
    ) { chain in
        var below = 0
        return chain.issuers.compactMap { index, facts -> Rule.Fault? in
            defer { below += facts.isSelfIssued ? 0 : 1 }
            guard let limit = facts.basicConstraints?.pathLength, below > limit else { return nil }
            return Rule.Fault(
                index, "\(facts.shown.subject) allows \(limit) authorities below it, not \(below)",
                profiles: chain.refusing(index))
        }
    }

    static let unknownCritical = Rule(
        "unknown_critical_extension", .all, reason: .criticalExtension,
        requires: "an extension that clients do not know is not critical",
        source: "RFC 5280, 4.2",
        remedy: "issue it again without that extension"
    ) { chain in
        chain.faults { index, facts in
            guard let first = facts.unknownCritical.first else { return nil }
            return "\(chain.title(index)) has the critical extension \(first), which clients do not know"
        }
    }
}
