internal import StackModel

/// What RFC 5280 asks of certificates and OpenSSL looks at under X509_V_FLAG_X509_STRICT alone.
///
/// A certificate that stands alone is not asked (RFC 6818, section 2).
enum StrictRules {
    static let rules = [
        rule(
            "no_authority_key_identifier", requires: "every certificate but a root names its issuer's key",
            section: "4.2.1.1", verdict: "MISSING_AUTHORITY_KEY_IDENTIFIER",
            remedy: "issue it again with authorityKeyIdentifier"
        ) { chain, index, facts in
            let isLast = index == chain.path.last
            return !isLast && !facts.isSelfIssued && facts.version == 3 && !facts.hasAuthorityKeyIdentifier
                ? "\(chain.title(index)) has no authorityKeyIdentifier" : nil
        },
        rule(
            "no_subject_key_identifier", requires: "an authority names its key", section: "4.2.1.2",
            verdict: "MISSING_SUBJECT_KEY_IDENTIFIER", remedy: "make the authority again with subjectKeyIdentifier"
        ) { chain, index, facts in
            facts.isAuthority && facts.version == 3 && !facts.hasSubjectKeyIdentifier
                ? "\(chain.title(index)) has no subjectKeyIdentifier" : nil
        },
        rule(
            "authority_not_critical", requires: "an authority's basicConstraints are critical", section: "4.2.1.9",
            verdict: "CA_BCONS_NOT_CRITICAL", remedy: "make the authority again with critical basicConstraints"
        ) { chain, index, facts in
            facts.isAuthority && facts.basicConstraints?.isCritical == false
                ? "the basicConstraints of \(chain.title(index)) are not critical" : nil
        },
        rule(
            "authority_without_usage", requires: "an authority has keyUsage", section: "4.2.1.3",
            verdict: "CA_CERT_MISSING_KEY_USAGE", remedy: "make the authority again with keyUsage keyCertSign, cRLSign"
        ) { chain, index, facts in
            facts.isAuthority && facts.keyUsage == nil ? "\(chain.title(index)) has no keyUsage" : nil
        },
        rule(
            "signs_without_authority", requires: "only an authority has keyUsage keyCertSign", section: "4.2.1.3",
            verdict: "KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA", remedy: "issue it again without keyCertSign"
        ) { chain, index, facts in
            !facts.isAuthority && facts.keyUsage?.contains(.certificateSigning) == true
                ? "\(chain.title(index)) may sign certificates (keyCertSign) and is no authority" : nil
        },
        rule(
            "path_length_without_authority", requires: "only an authority that may sign has a pathlen",
            section: "4.2.1.9", verdict: "PATHLEN_INVALID_FOR_NON_CA, PATHLEN_WITHOUT_KU_KEY_CERT_SIGN",
            remedy: "issue it again without pathlen"
        ) { chain, index, facts in
            let maySign = facts.isAuthority && facts.keyUsage?.contains(.certificateSigning) != false
            return facts.basicConstraints?.pathLength != nil && !maySign
                ? "\(chain.title(index)) has a pathlen and may not sign certificates" : nil
        },
        rule(
            "empty_subject", requires: "an authority has a subject, and so has what has no subjectAltName",
            section: "4.1.2.6", verdict: "SUBJECT_NAME_EMPTY", remedy: "issue it again with a subject"
        ) { chain, index, facts in
            facts.hasEmptySubject && (facts.isAuthority || facts.names == nil)
                ? "\(chain.title(index)) has an empty subject" : nil
        },
        rule(
            "empty_issuer", requires: "an issuer has a name", section: "4.1.2.4", verdict: "ISSUER_NAME_EMPTY",
            remedy: "make the authority again with a subject"
        ) { chain, index, facts in
            facts.hasEmptyIssuer ? "the issuer of \(chain.title(index)) has no name" : nil
        },
        rule(
            "names_not_critical", requires: "without a subject, subjectAltName is critical", section: "4.1.2.6",
            verdict: "EMPTY_SUBJECT_SAN_NOT_CRITICAL", remedy: "issue it again with a subject"
        ) { chain, index, facts in
            facts.hasEmptySubject && facts.names != nil && !facts.areNamesCritical
                ? "\(chain.title(index)) has an empty subject, and its subjectAltName is not critical" : nil
        },
        rule(
            "empty_alternative_names", requires: "subjectAltName holds a name", section: "4.2.1.6",
            verdict: "EMPTY_SUBJECT_ALT_NAME", remedy: "issue it again with its hosts as subjectAltName"
        ) { chain, index, facts in
            facts.names?.isEmpty == true ? "the subjectAltName of \(chain.title(index)) is empty" : nil
        },
        rule(
            "extensions_need_version_3", requires: "what has extensions is of version 3", section: "4.1.2.1",
            verdict: "EXTENSIONS_REQUIRE_VERSION_3", remedy: "issue it again as version 3"
        ) { chain, index, facts in
            facts.version < 3 && facts.hasExtensions
                ? "\(chain.title(index)) has extensions and is of version \(facts.version)" : nil
        },
        rule(
            "inconsistent_algorithm", requires: "both places name one signature algorithm", section: "4.1.1.2",
            verdict: "SIGNATURE_ALGORITHM_INCONSISTENCY", remedy: "issue it again"
        ) { chain, index, facts in
            !facts.isAlgorithmConsistent ? "\(chain.title(index)) names two signature algorithms" : nil
        },
    ]

    private static func rule(
        _ id: String, requires requirement: String, section: String, verdict: String, remedy: String,
        judge: @escaping @Sendable (ChainFacts, Int, CertificateFacts) -> String?
    ) -> Rule {
        Rule(
            id, [.strict], reason: .untrustedIssuer, requires: requirement,
            source: "RFC 5280, \(section); OpenSSL under -x509_strict, X509_V_ERR_\(verdict)", remedy: remedy
        ) { chain in
            chain.isAlone ? [] : chain.faults { judge(chain, $0, $1) }
        }
    }
}
