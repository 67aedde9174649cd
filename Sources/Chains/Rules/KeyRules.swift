internal import StackModel

/// Whether each key and signature is of a kind that clients take.
enum KeyRules {
    static let rules = [weakKey, unusualKey, weakDigest]

    static let weakKey = Rule(
        "weak_key", .all, reason: .weak,
        requires: "an RSA key has 2048 bits or more",
        source: "SSL_CTX_set_security_level(3) with Debian's level 2; Apple, support article 103769; below 1024 bits "
            + "everybody but Go before 1.24 (crypto/rsa)",
        remedy: "make a new key: ECDSA P-256, or RSA of 2048 bits and more"
    ) { chain in
        chain.members.compactMap { index, facts -> Rule.Fault? in
            guard case .rsa(let bits) = facts.key, bits < 2_048 else { return nil }
            return Rule.Fault(
                index, "\(chain.title(index)) has an RSA key of \(bits) bits",
                profiles: bits < 1_024 ? ChainProfile.allCases.filter { $0 != .go } : [.openssl, .strict, .apple])
        }
    }

    static let unusualKey = Rule(
        "unusual_key", .all, reason: .noSharedCipher,
        requires: "the leaf's key is of a kind that clients offer: RSA, ECDSA P-256 or P-384",
        source: "BoringSSL, ssl/extensions.cc, kVerifySignatureAlgorithms; NSS, ssl3con.c, defaultSignatureSchemes; "
            + "OpenSSL, t1_lib.c, tls12_sigalgs",
        remedy: "make a new key: ECDSA P-256"
    ) { chain in
        let refusing: [ChainProfile]
        switch chain.leaf.key {
        case .rsa, .ecdsa("prime256v1"), .ecdsa("secp384r1"): return []
        case .ecdsa("secp521r1"): refusing = [.chrome]
        case .ed25519: refusing = [.chrome, .firefox]
        case .ed448: refusing = [.chrome, .firefox, .go]
        case .ecdsa, .other: refusing = .all
        }
        return chain.leafFault("the certificate's key is \(chain.leaf.key), which is not offered", profiles: refusing)
    }

    static let weakDigest = Rule(
        "weak_digest", .all, reason: .weak,
        requires: "signatures are made over SHA-256 or better",
        source: "SSL_CTX_set_security_level(3); Chromium, ERR_CERT_WEAK_SIGNATURE_ALGORITHM; mozilla::pkix, "
            + "ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED; Apple, support article 103769; Go 1.18 release notes; JDK, "
            + "jdk.certpath.disabledAlgorithms (SHA-1 there for public roots alone)",
        remedy: "issue it again, signed with SHA-256"
    ) { chain in
        chain.members.compactMap { index, facts -> Rule.Fault? in
            // Nobody looks at the signature of what is trusted already.
            guard let digest = facts.digest, !(facts.isSelfIssued && index != chain.path[0]) else { return nil }
            let refusing: [ChainProfile]
            switch digest {
            case "sha1": refusing = .all.without(.java)
            case "md2", "md4", "md5", "md5-sha1": refusing = .all
            default: return nil
            }
            return Rule.Fault(index, "\(chain.title(index)) is signed over \(digest)", profiles: refusing)
        }
    }
}
