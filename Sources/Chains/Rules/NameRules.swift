internal import StackModel

/// Whether the certificate is for the host, and whether each client can read its names.
enum NameRules {
    static let rules = [
        noAlternativeNames, hostNotNamed, nameNotPermitted, wideWildcard, misplacedWildcard, underscore, badMailbox,
        badURI, addressAsName,
    ]

    static let noAlternativeNames = Rule(
        "no_alternative_names", .all.without(.openssl, .strict, .java), reason: .wrongHost,
        requires: "the hosts are named in subjectAltName; the common name is not read",
        source: "RFC 9525, 2; Chromium, X509Certificate::VerifyHostname; "
            + "Firefox 101 release notes; Apple, support article 103769; Go, crypto/x509, Certificate.VerifyHostname",
        remedy: "issue it again with its hosts as subjectAltName"
    ) { chain in
        let hasHosts = chain.leaf.names?.contains { name in
            switch name {
            case .dns, .address: true
            case .email, .uri, .other: false
            }
        }
        guard hasHosts != true else { return [] }
        return chain.leafFault("the certificate names no host in subjectAltName, only \(chain.leaf.shown.subject)")
    }

    static let hostNotNamed = Rule(
        "host_not_named", .all, reason: .wrongHost,
        requires: "the certificate names the host that the client asks for",
        source: "RFC 9525, 6",
        remedy: "issue it again with that name among its names, or ask for one that it has"
    ) { chain in
        guard let host = chain.host else { return [] }
        let hosts = chain.leaf.shown.names
        // Without names in subjectAltName the rule above speaks for those who read nothing else.
        let asked = hosts.isEmpty ? [ChainProfile.openssl, .strict, .java] : .all
        let refusing = asked.filter { !HostMatching.accepts(host, chain.leaf, as: $0) }
        guard !refusing.isEmpty else { return [] }
        let names = hosts.isEmpty ? chain.leaf.shown.subject : hosts.joined(separator: ", ")
        return chain.leafFault("the certificate is for \(names); not for \(host)", profiles: refusing)
    }

    static let nameNotPermitted = Rule(
        "name_not_permitted", .all, reason: .nameNotPermitted,
        requires: "every name lies within what the issuers are constrained to",
        source: "RFC 5280, 4.2.1.10; Java heeds the constraints of what was sent, not those of a trusted root (JDK, "
            + "java.security.cert.TrustAnchor)",
        remedy: "leave the name out, or let an authority issue it that may (`permit` in the stack file)"
    ) { chain in
        chain.forbiddenNames.map { forbidden in
            let issuer = chain.certificates[forbidden.issuer].shown.subject
            let name = forbidden.name ?? "a name"
            return Rule.Fault(
                forbidden.certificate, "\(issuer) may not certify \(name)", profiles: chain.refusing(forbidden.issuer))
        }
    }

    static let wideWildcard = Rule(
        "wide_wildcard", .all.without(.java, .go),
        requires: "a wildcard has two labels behind its star",
        source: "OpenSSL, v3_utl.c, valid_star; Chromium, X509Certificate::VerifyHostname; mozilla::pkix, "
            + "pkixnames.cpp, IsValidDNSID; Apple Security, SecPolicyChecks, SecDNSMatch",
        remedy: "name the hosts one by one, or issue a wildcard one label further down"
    ) { chain in
        names(of: chain) { $0.first == "*" && $0.count < 3 }
            .map { Rule.Fault(chain.path[0], "\($0) stands for too much: no name matches it") }
    }

    static let misplacedWildcard = Rule(
        "misplaced_wildcard", .all.without(.java),
        requires: "a star is the whole first label of a name, and there is one",
        source: "RFC 9525, 6.3; Python ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS; Go, crypto/x509, matchHostnames; "
            + "mozilla::pkix, pkixnames.cpp",
        remedy: "name the hosts one by one, or as *.DOMAIN"
    ) { chain in
        names(of: chain) { labels in labels.first != "*" && labels.joined().contains("*") }.map { name in
            // By default OpenSSL takes a star within the first label (X509_check_host(3)).
            let isInFirst = HostMatching.labels(name).dropFirst().allSatisfy { !$0.contains("*") }
            return Rule.Fault(
                chain.path[0], "no host matches \(name)",
                profiles: isInFirst ? .all.without(.java, .openssl) : nil)
        }
    }

    static let underscore = Rule(
        "underscore_in_name", [.java],
        requires: "a host name is made of letters, digits and hyphens",
        source: "RFC 952; JDK, sun.security.util.HostnameChecker.matchDNS, which refuses the name by SNIHostName",
        remedy: "name the host without an underscore"
    ) { chain in
        names(of: chain) { $0.joined().contains("_") }
            .map { Rule.Fault(chain.path[0], "Java connects to no host \($0): it has an underscore") }
    }

    static let badMailbox = Rule(
        "malformed_email", [.go],
        requires: "below an authority with name constraints, an e-mail name is a mailbox",
        source: "Go, crypto/x509, parseRFC2821Mailbox in Certificate.isValid",
        remedy: "issue it again without that name"
    ) { chain in
        guard chain.issuers.contains(where: { $0.facts.hasNameConstraints }) else { return [] }
        return (chain.leaf.names ?? []).compactMap { name in
            guard case .email(let text) = name, !isMailbox(text) else { return nil }
            return Rule.Fault(chain.path[0], "the e-mail name \"\(text)\" is no mailbox")
        }
    }

    static let badURI = Rule(
        "malformed_uri", [.java, .go],
        requires: "the host of a URI name is a host name",
        source: "RFC 5280, 4.2.1.6; Go, crypto/x509, parseSANExtension; JDK, sun.security.x509.URIName",
        remedy: "issue it again with that URI mended"
    ) { chain in
        (chain.leaf.names ?? []).compactMap { name in
            guard case .uri(let text) = name, let host = host(ofURI: text), !isHostName(host) else { return nil }
            return Rule.Fault(chain.path[0], "the host \"\(host)\" of the URI name is none")
        }
    }

    static let addressAsName = Rule(
        "address_as_dns_name", .all, severity: .notice,
        requires: "an IP address is named as one, not as a DNS name",
        source: "RFC 5280, 4.2.1.6; RFC 9525, 6.5",
        remedy: "issue it again with the address as iPAddress"
    ) { chain in
        names(of: chain) { AlternativeName.address($0.joined(separator: ".")) != nil }
            .map { Rule.Fault(chain.path[0], "\($0) is written as a DNS name, so no client finds the address") }
    }

    /// The leaf's DNS names whose labels are so.
    private static func names(of chain: ChainFacts, where isMeant: ([Substring]) -> Bool) -> [String] {
        (chain.leaf.names ?? []).compactMap { name in
            guard case .dns(let text) = name, isMeant(HostMatching.labels(text)) else { return nil }
            return text
        }
    }

    private static func isMailbox(_ text: String) -> Bool {
        guard let at = text.lastIndex(of: "@"), at != text.startIndex else { return false }
        return isHostName(text[text.index(after: at)...])
    }

    private static func isHostName(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { (33...126).contains($0) }
        }
    }

    /// The authority's host (RFC 3986, 3.2.2); `nil` without one.
    private static func host(ofURI text: String) -> Substring? {
        guard let start = text.firstRange(of: "://")?.upperBound else { return nil }
        let authority = text[start...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        if host.hasPrefix("[") || host.isEmpty { return nil }
        return host.prefix { $0 != ":" }
    }
}
