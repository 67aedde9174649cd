import COpenSSL
import Diagnostics
import StackModel
import Testing

@testable import Chains

@Suite struct ExplanationTests {
    static let site = Diagnostics.SourceLocation(file: "devstack.yaml", line: 20, column: 3)

    let root: Minted
    let stack: StackCertificates

    init() throws {
        root = try Minted(.authority("the stack's authority"))
        let at = { Diagnostics.SourceLocation(file: "devstack.yaml", line: $0, column: 15) }
        stack = StackCertificates(
            authorityPEM: root.pem, authorityFile: "certs/ca.pem",
            requests: [
                CertificateRequest(
                    name: Located("site", at: at(4)),
                    names: [Located("localhost", at: at(4)), Located("*.app.test", at: at(5))])
            ], byPort: [1443: "site"])
    }

    private func explain(
        _ reason: FailureReason, _ chain: [Minted] = [], host: String = "localhost", port: UInt16 = 1443,
        trust: RequestSpecification.Trust = .stack, policy: RequestSpecification.Policy = .default,
        trusted: Minted? = nil, stack: StackCertificates?, site: Diagnostics.SourceLocation? = Self.site,
        at time: Double? = nil
    ) throws -> ChainExplanation? {
        let served = try chain.map { minted in
            let parsed = try #require(ParsedCertificate.chain(pem: minted.pem)?.first)
            return ServedCertificate(certificate: parsed.pointer)
        }
        return FailureExplainer(
            FailureExplainer.Failure(reason, detail: "OpenSSL's words", chain: served),
            url: RequestURL(isSecure: true, host: host, port: port, target: "/"), trust: trust, policy: policy,
            trustedPEM: trust == .stack ? (trusted ?? root).pem : nil, stack: stack, site: site,
            now: time ?? WallClock.now(), isOtherTime: time != nil
        ).explanation
    }

    @Test func aNameThatIsMissingInOurOwnCertificateIsAddedAtItsLine() throws {
        let leaf = try Minted(.leaf, by: root)
        let explanation = try #require(try explain(.wrongHost, [leaf], host: "shop.test", stack: stack))
        #expect(explanation.rule == "host_not_named")
        #expect(explanation.finding == "the certificate is for localhost, 127.0.0.1; not for shop.test")
        #expect(explanation.certificate == 0)
        #expect(explanation.source == "RFC 9525, 6")
        #expect(explanation.remedy == "add shop.test to the names of `site` (devstack.yaml:5)")
        #expect(
            try explain(.wrongHost, [leaf], host: "::2", stack: stack)?.remedy
                == "add \"::2\" to the names of `site` (devstack.yaml:5)")
    }

    @Test func ofAStrangersCertificateOneOfItsNamesIsAskedFor() throws {
        let leaf = try Minted(.leaf, by: Minted(.authority()))
        #expect(
            try explain(.wrongHost, [leaf], host: "shop.test", port: 8443, stack: nil)?.remedy
                == "ask for https://localhost:8443/")
        let noNames = try Minted(Draft.leaf.with(NID_subject_alt_name, nil), by: root)
        let explanation = try explain(.wrongHost, [noNames], policy: .strict, stack: nil)
        #expect(explanation?.rule == "host_not_named")
        #expect(explanation?.finding == "the certificate is for CN=leaf; not for localhost")
    }

    @Test func whatIsBadOnPurposeIsMendedByRemovingTheDefect() throws {
        var stack = stack
        stack.defects[1443] = Located(
            .expired, at: Diagnostics.SourceLocation(file: "devstack.yaml", line: 9, column: 7))
        let leaf = try Minted(Draft.leaf.with(\.until, -3_600), by: root)
        #expect(
            try explain(.expired, [leaf], stack: stack)?.remedy
                == "remove `defect: expired` (devstack.yaml:9): the certificate is bad on purpose")
        // What fails for another reason is mended as ever.
        #expect(
            try explain(.wrongHost, [leaf], host: "shop.test", stack: stack)?.remedy
                == "add shop.test to the names of `site` (devstack.yaml:5)")
        stack.byPort[1444] = "site"
        #expect(try explain(.expired, [leaf], port: 1444, stack: stack)?.remedy == "devstack certs --renew")
    }

    @Test func insteadOfASelfSignedCertificateThatOfTheStackIsServed() throws {
        let own = try Minted(Draft.leaf.with(NID_authority_key_identifier, nil))
        let explanation = try #require(try explain(.selfSigned, [own], stack: stack))
        #expect(explanation.rule == "self_signed")
        #expect(
            explanation.remedy
                == "let the server use certs/site.pem and certs/site.key: this stack's certificate for localhost")
        #expect(
            try explain(.selfSigned, [own], host: "a.app.test", stack: stack)?.remedy
                == "let the server use certs/site.pem and certs/site.key: this stack's certificate for a.app.test")
        #expect(
            try explain(.selfSigned, [own], host: "other.test", stack: stack)?.remedy
                == "add other.test to the names under `certificates:`")
        #expect(
            try explain(.selfSigned, [own], stack: nil)?.remedy.contains("`devstack certs issue NAME`") == true)
    }

    @Test func whoTrustsAnotherThanTheStackIsToldHowToTrustIt() throws {
        let leaf = try Minted(.leaf, by: root)
        let check = try #require(try explain(.untrustedIssuer, [leaf], trust: .system, stack: stack))
        #expect(check.rule == "missing_issuer")
        #expect(check.finding == "its issuer CN=the stack's authority was not sent and is not trusted")
        #expect(check.remedy == "write `trust: stack` in the check (devstack.yaml:20)")
        #expect(
            try explain(.untrustedIssuer, [leaf], trust: .system, stack: stack, site: nil)?.remedy
                == "curl --cacert certs/ca.pem https://localhost:1443/")
    }

    @Test func aStrangersIssuerIsTrustedByItsFileAndAnOlderAuthorityIsRenewed() throws {
        let leaf = try Minted(.leaf, by: Minted(.authority("somebody")))
        #expect(
            try explain(.untrustedIssuer, [leaf], port: 8443, stack: stack)?.remedy
                == "write `trust: FILE` in the check (devstack.yaml:20), with the certificate of \"CN=somebody\"")
        let older = Draft.authority().with(
            \.subject, [Draft.Attribute(name: "O", value: "devstack"), Draft.Attribute(value: "older")])
        #expect(
            try explain(.untrustedIssuer, [Minted(.leaf, by: Minted(older))], stack: stack)?.remedy
                == "devstack certs --renew")
    }

    @Test func aProgramThatServesAnotherCertificateIsGivenThatOfTheStack() throws {
        let leaf = try Minted(.leaf, by: Minted(.authority("somebody")))
        #expect(
            try explain(.untrustedIssuer, [leaf], stack: stack)?.remedy
                == "let the server use certs/site.pem and certs/site.key: this stack's certificate for localhost")
    }

    @Test func whatTheAuthoritySignedForSomebodyElseIsNotDevstacksToRenew() throws {
        let old = Draft.leaf.with(\.until, -2 * Draft.day)
        #expect(
            try explain(.expired, [Minted(old, by: root)], port: 8443, stack: stack)?.remedy
                == "have it signed again, as it was: devstack certs sign --csr FILE")
        let same = old.with(NID_subject_alt_name, "DNS:localhost,DNS:*.app.test")
        #expect(
            try explain(.expired, [Minted(same, by: root)], port: 8443, stack: stack)?.remedy
                == "devstack certs --renew")
    }

    @Test func anAuthorityThatHasExpiredIsMadeAnew() throws {
        let old = try Minted(Draft.authority("old").with(\.until, -2 * Draft.day))
        var stack = stack
        stack.authorityPEM = old.pem
        let leaf = try Minted(Draft.leaf.with(\.until, -2 * Draft.day), by: old)
        #expect(try explain(.expired, [leaf], stack: stack)?.remedy == "devstack certs --renew-authority")
        stack.isAuthorityOwn = false
        #expect(
            try explain(.expired, [leaf], stack: stack)?.remedy
                == "renew the authority certs/ca.pem where it was made, then run devstack certs --renew")
    }

    @Test func aClientsCertificateIsGivenTheOtherUsageAtItsLine() throws {
        var stack = stack
        stack.requests[0].usage = .client
        let leaf = try Minted(Draft.leaf.with(NID_ext_key_usage, "clientAuth"), by: root)
        #expect(
            try explain(.wrongUsage, [leaf], stack: stack)?.remedy
                == "write `usage: both` (or leave `usage` out) in the certificate `site` (devstack.yaml:4)")
    }

    @Test func theNameThatIsNotPermittedIsNamedAndNotTheHost() throws {
        let narrow = try Minted(
            Draft.authority("narrow").with(NID_name_constraints, "critical,permitted;DNS:localhost"))
        var stack = stack
        stack.authorityPEM = narrow.pem
        let leaf = try Minted(
            Draft.leaf.with(NID_subject_alt_name, "DNS:localhost,DNS:*.corp.example"), by: narrow)
        #expect(
            try explain(.nameNotPermitted, [leaf], trusted: narrow, stack: stack)?.remedy
                == "add corp.example to `permit:` under `authority:`, and run devstack certs --renew-authority")
        stack.isAuthorityOwn = false
        #expect(
            try explain(.nameNotPermitted, [leaf], trusted: narrow, stack: stack)?.remedy
                == "leave out *.corp.example, which the authority's own name constraints do not allow")
    }

    @Test func aCommandCanBePastedWhateverThePath() throws {
        var stack = stack
        stack.authorityFile = "my certs/ca's.pem"
        let leaf = try Minted(.leaf, by: root)
        #expect(
            try explain(.untrustedIssuer, [leaf], trust: .system, stack: stack, site: nil)?.remedy
                == #"curl --cacert 'my certs/ca'\''s.pem' https://localhost:1443/"#)
    }

    @Test func ourOwnIsRenewedAndAStrangersByItsIssuer() throws {
        let old = Draft.leaf.with(\.until, -2 * Draft.day)
        let ours = try explain(.expired, [Minted(old, by: root)], stack: stack)
        #expect(ours?.rule == "expired")
        #expect(ours?.finding.hasSuffix(", 2 days ago") == true)
        #expect(ours?.remedy == "devstack certs --renew")
        let stranger = try Minted(.authority("somebody"))
        #expect(
            try explain(.expired, [Minted(old, by: stranger)], stack: stack)?.remedy
                == "have it renewed by its issuer, \"CN=somebody\"")
    }

    @Test func theStrictPolicyIsExplainedByItsOwnRules() throws {
        let leaf = try Minted(Draft.leaf.with(NID_authority_key_identifier, nil), by: root)
        let explanation = try explain(.untrustedIssuer, [leaf], policy: .strict, stack: nil)
        #expect(explanation?.rule == "no_authority_key_identifier")
        #expect(explanation?.finding == "the certificate has no authorityKeyIdentifier")
        #expect(explanation?.certificate == 0)
    }

    @Test func whatFailsBeforeAnyCertificateHasItsRuleToo() throws {
        #expect(try explain(.notTLS, stack: nil)?.remedy == "ask for http://localhost:1443/")
        for reason in [
            FailureReason.protocolVersion, .noSharedCipher, .noClientCertificate, .clientCertificateRefused,
        ] {
            #expect(try explain(reason, stack: nil)?.rule == reason.rawValue)
        }
    }

    @Test func everyFailureOfAChainHasAnExplanationAndNoOtherHas() throws {
        let ofTLS: Set<FailureReason> = [
            .notTLS, .protocolVersion, .noSharedCipher, .untrustedIssuer, .selfSigned, .wrongHost, .expired,
            .notYetValid, .wrongUsage, .weak, .badSignature, .criticalExtension, .nameNotPermitted,
            .noClientCertificate, .clientCertificateRefused,
        ]
        for reason in FailureReason.allCases {
            let explanation = try explain(reason, stack: nil)
            #expect((explanation != nil) == ofTLS.contains(reason), "\(reason)")
            #expect(explanation?.remedy.isEmpty != true, "\(reason)")
        }
    }

    @Test func asOfAnotherTimeItIsSaidWhichAndNothingIsWrongYet() throws {
        let leaf = try Minted(.leaf, by: root)
        let then = WallClock.now() + 400 * 86_400
        let later = try #require(try explain(.expired, [leaf], stack: stack, at: then))
        #expect(
            later.finding.hasPrefix("the certificate has expired by \(CalendarDate(then)): it ends on "),
            "\(later.finding)")
        #expect(later.finding.hasSuffix(" before"))
        #expect(later.remedy == "keep the stack up, or check it before then: devstack renews its certificates in time")
        #expect(try explain(.expired, [leaf], stack: nil, at: then)?.remedy == "have it renewed by then")
        let before = WallClock.now() - 10 * 86_400
        let earlier = try #require(try explain(.notYetValid, [leaf], stack: stack, at: before))
        #expect(earlier.finding.hasSuffix("days after \(CalendarDate(before))"), "\(earlier.finding)")
    }
}
