internal import StackModel

/// Whether the certificates make a chain to somebody who is trusted, and how they are sent.
enum ChainRules {
    static let rules = [
        selfSigned, untrustedRoot, missingIssuer, badSignature, leafNotFirst, issuerNotRoot, reusedSerial,
        wrongOrder, strangers, rootSent,
    ]

    static let selfSigned = Rule(
        "self_signed", .all, reason: .selfSigned,
        requires: "somebody whom the client trusts has signed the certificate",
        source: "RFC 5280, 6.1",
        remedy: "let an authority issue it (`devstack certs issue NAME`), or trust the certificate itself"
    ) { chain in
        guard chain.isAlone, chain.end == .sentRoot || chain.end == .untrustedRoot else { return [] }
        let subject = chain.leaf.shown.subject
        return chain.leafFault("the certificate \(subject) is signed with its own key, so nobody vouches for it")
    }

    static let untrustedRoot = Rule(
        "untrusted_root", .all, reason: .untrustedIssuer,
        requires: "the chain ends at a root that the client trusts",
        source: "RFC 5280, 6.1.1 (d)",
        remedy: "trust that root (--ca FILE here), or let an authority that is trusted issue the certificate"
    ) { chain in
        guard !chain.isAlone, chain.end == .untrustedRoot, let last = chain.path.last else { return [] }
        return [Rule.Fault(last, "the chain ends at \(chain.certificates[last].shown.subject), which is not trusted")]
    }

    static let missingIssuer = Rule(
        "missing_issuer", .all, reason: .untrustedIssuer,
        requires: "the server sends every certificate between its own and the root",
        source: "RFC 8446, 4.4.2",
        remedy: "append the issuer's certificate to the server's certificate file; name a private root with --ca FILE"
    ) { chain in
        guard chain.hasServer, chain.end == .missingIssuer, let last = chain.path.last else { return [] }
        let issuer = chain.certificates[last].shown.issuer
        return [Rule.Fault(last, "its issuer \(issuer) was not sent and is not trusted")]
    }

    static let badSignature = Rule(
        "bad_signature", .all, reason: .badSignature,
        requires: "each signature fits the key of the issuer",
        source: "RFC 5280, 6.1.3 (a) (1)",
        remedy: "issue it again: it was altered, or its issuer was made anew under the same name"
    ) { chain in
        chain.badSignatures.map { Rule.Fault($0, "its signature does not fit the key of its issuer") }
    }

    static let leafNotFirst = Rule(
        "leaf_not_first", .all, reason: .wrongHost,
        requires: "the server's own certificate comes first",
        source: "RFC 8446, 4.4.2",
        remedy: "put the server's certificate first in the file, then its issuer, and so on"
    ) { chain in
        let others = chain.certificates[..<chain.sentCount].dropFirst()
        guard chain.leaf.isAuthority, others.contains(where: { !$0.isAuthority }) else { return [] }
        return chain.leafFault("the first certificate is an authority's")
    }

    static let issuerNotRoot = Rule(
        "trusted_issuer_not_root", [.openssl], reason: .untrustedIssuer,
        requires: "what is trusted is a root, which is signed with its own key",
        source: "openssl-verification-options(1), -partial_chain; Python 3.13 and curl set that flag",
        remedy: "add the root to the file with the trusted certificates"
    ) { chain in
        guard chain.end == .trusted, let last = chain.path.last else { return [] }
        let facts = chain.certificates[last]
        guard !facts.isSelfIssued else { return [] }
        return [Rule.Fault(last, "\(facts.shown.subject) is trusted, and is no root: \(facts.shown.issuer) issued it")]
    }

    static let reusedSerial = Rule(
        "reused_serial", [.firefox],
        requires: "an issuer gives each certificate a serial number of its own",
        source: "RFC 5280, 4.1.2.2; NSS, SEC_ERROR_REUSED_ISSUER_AND_SERIAL",
        remedy: "issue one of the two again with another serial number"
    ) { chain in
        chain.reusedSerials.map { index in
            let shown = chain.certificates[index].shown
            return Rule.Fault(index, "\(shown.issuer) gave another certificate the serial number \(shown.serial) too")
        }
    }

    static let wrongOrder = Rule(
        "wrong_order", .all, severity: .notice,
        requires: "each certificate is followed by its issuer's",
        source: "RFC 5246, 7.4.2; RFC 8446, 4.4.2 lets clients sort",
        remedy: "put them in order: the server's, its issuer's, and so on"
    ) { chain in
        let sent = chain.path.filter { $0 < chain.sentCount }
        return sent == sent.sorted() ? [] : [Rule.Fault(nil, "the certificates are not in the order of the chain")]
    }

    static let strangers = Rule(
        "stranger_sent", .all, severity: .notice,
        requires: "nothing is sent that is no part of the chain",
        source: "RFC 8446, 4.4.2",
        remedy: "take it out of the server's certificate file"
    ) { chain in
        (0..<chain.sentCount).filter { !chain.path.contains($0) }.map {
            Rule.Fault($0, "\(chain.certificates[$0].shown.subject) is no part of the chain")
        }
    }

    static let rootSent = Rule(
        "root_sent", .all, severity: .notice,
        requires: "the root is not sent: who trusts it has it",
        source: "RFC 8446, 4.4.2",
        remedy: "take the root out of the server's certificate file; each handshake is that much shorter"
    ) { chain in
        guard chain.hasServer, !chain.isAlone, let last = chain.path.last, last < chain.sentCount,
            chain.certificates[last].isSelfIssued
        else { return [] }
        return [Rule.Fault(last, "\(chain.certificates[last].shown.subject) is a root and is sent all the same")]
    }
}
