import COpenSSL
import StackModel
import Testing

@testable import Chains

@Suite struct RuleTests {
    @Test func eachProfileHasAChainThatItAloneRefuses() throws {
        let specimens = try Specimen.ofOneProfile()
        #expect(specimens.map(\.refusing) == ChainProfile.allCases.map { [$0] })
        try expect(specimens)
    }

    @Test func someRefuseWhatOthersAccept() throws { try expect(Specimen.ofSomeProfiles()) }

    @Test func everybodyRefusesWhatIsNoChain() throws { try expect(Specimen.ofEverybody()) }

    private func expect(_ specimens: [Specimen]) throws {
        for specimen in specimens {
            let report = try #require(specimen.report, "\(specimen.name)")
            #expect(report.findings.map(\.rule) == specimen.rules, "\(specimen.name)")
            let refusing = ChainProfile.allCases.filter { profile in
                report.findings.contains { $0.severity == .error && $0.profiles.contains(profile) }
            }
            #expect(refusing == specimen.refusing, "\(specimen.name)")
        }
    }

    private func rules(
        _ chain: [Minted], trusted: Minted? = nil, profiles: [ChainProfile] = ChainProfile.allCases,
        at now: Double = WallClock.now()
    ) throws -> [String] {
        let judge = ChainJudge(
            trusted: TrustedIssuers(pem: trusted.map { [$0.pem] } ?? [], includesSystem: false),
            namesRoots: trusted != nil, profiles: profiles, now: now)
        return try #require(judge.report(target: "", host: nil, pem: chain.flatMap(\.pem))).findings.map(\.rule)
    }

    @Test func aRootThatComesWithItsChainIsTakenAsTrustedWhereNobodySaysWhatIs() throws {
        let root = try Minted(.authority())
        let leaf = try Minted(.leaf, by: root)
        #expect(try rules([leaf, root]) == ["root_sent"])
        #expect(try rules([leaf, root], trusted: Minted(.authority())) == ["untrusted_root", "root_sent"])
    }

    @Test func aTrustedIssuerLeadsToItsRootWhereThatIsTrustedToo() throws {
        let root = try Minted(.authority())
        let between = try Minted(Draft.authority().with(NID_authority_key_identifier, "keyid:always"), by: root)
        let leaf = try Minted(.leaf, by: between)
        func rules(_ trusted: [Minted], _ sent: [Minted]) throws -> [String] {
            let judge = ChainJudge(
                trusted: TrustedIssuers(pem: [trusted.flatMap(\.pem)], includesSystem: false), namesRoots: true,
                now: WallClock.now())
            return try #require(judge.report(target: "", host: nil, pem: sent.flatMap(\.pem))).findings.map(\.rule)
        }
        #expect(try rules([between, root], [leaf]) == [])
        #expect(try rules([between, root], [leaf, between]) == [])
        #expect(try rules([between], [leaf]) == ["trusted_issuer_not_root"])
        // The root that only the server sends is nobody's.
        #expect(try rules([between], [leaf, root]) == ["trusted_issuer_not_root", "stranger_sent"])
    }

    @Test func aFileOfAuthoritiesAloneIsNoServersChain() throws {
        let root = try Minted(.authority("root"))
        let between = try Minted(
            Draft.authority("between").with(NID_authority_key_identifier, "keyid:always"), by: root)
        func report(_ file: [Minted], host: String? = nil) throws -> LintReport {
            let judge = ChainJudge(
                trusted: TrustedIssuers(pem: [], includesSystem: false), namesRoots: false, now: WallClock.now())
            return try #require(judge.report(target: "ca.pem", host: host, pem: file.flatMap(\.pem)))
        }
        for file in [[between, root], [root], [between]] {
            let report = try report(file)
            #expect(report.isOfAuthorities && report.findings.isEmpty, "\(report.findings.map(\.rule))")
        }
        // Whoever names a host means a server's.
        let asServer = try report([between, root], host: "localhost")
        #expect(!asServer.isOfAuthorities && asServer.hasErrors)
        #expect(try !report([Minted(.leaf, by: between), between]).isOfAuthorities)
        // As `openssl req -x509` makes them.
        let careless = Draft.authority().with(NID_key_usage, nil)
        #expect(try !report([Minted(careless)]).isOfAuthorities)
        let weak = try Minted(Draft.authority("old").with(\.until, -Draft.day))
        #expect(try report([weak]).findings.map(\.rule) == ["expired"])
    }

    @Test func orderAndStrangersAreNotices() throws {
        let root = try Minted(.authority())
        let between = try Minted(
            Draft.authority().with(NID_authority_key_identifier, "keyid:always"), by: root)
        let leaf = try Minted(.leaf, by: between)
        let stranger = try Minted(.authority())
        #expect(try rules([leaf, between], trusted: root) == [])
        #expect(try rules([leaf, root, between], trusted: root) == ["wrong_order", "root_sent"])
        #expect(try rules([leaf, between, stranger], trusted: root) == ["stranger_sent"])
        #expect(try rules([between, leaf], trusted: root).first == "leaf_not_first")
    }

    @Test func aSelfSignedLeafThatIsTrustedStandsForItself() throws {
        let own = try Minted(Draft.leaf.with(NID_authority_key_identifier, nil))
        #expect(try rules([own], trusted: own) == [])
    }

    @Test func theFirstIssuerWithTheNameIsNotAlwaysTheOne() throws {
        let (old, new) = (try Minted(.authority("twice")), try Minted(.authority("twice")))
        let leaf = try Minted(.leaf, by: new)
        #expect(try rules([leaf, old, new]) == ["root_sent", "stranger_sent"].sorted().reversed())
    }

    @Test func aNegativeSerialIsGosAndALongOneNobodys() throws {
        let root = try Minted(.authority())
        #expect(try rules([Minted(Draft.leaf.with(\.serial, -5), by: root)], trusted: root) == ["negative_serial"])
        #expect(try rules([Minted(Draft.leaf.with(\.serial, -5), by: root)], trusted: root, profiles: [.java]) == [])
    }

    @Test func datesAreThoseOfTheClockThatIsGiven() throws {
        let root = try Minted(.authority())
        let leaf = try Minted(.leaf, by: root)
        let now = WallClock.now()
        let day = Double(Draft.day)
        #expect(try rules([leaf], trusted: root, at: now + 89 * day) == [])
        #expect(try rules([leaf], trusted: root, at: now + 91 * day) == ["expired"])
        #expect(try rules([leaf], trusted: root, at: now - 2 * day) == ["not_yet_valid", "not_yet_valid"])
        // Java looks at no date of what it trusts.
        #expect(try rules([leaf], trusted: root, profiles: [.java], at: now - 2 * day) == ["not_yet_valid"])
    }

    @Test func whatIsNoCertificateIsNotJudged() {
        let judge = ChainJudge(
            trusted: TrustedIssuers(pem: [], includesSystem: false), namesRoots: false, now: WallClock.now())
        #expect(judge.report(target: "", host: nil, pem: Array("nothing".utf8)) == nil)
        #expect(judge.report(target: "", host: nil, chain: []) == nil)
        let cut = Array("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".utf8)
        #expect(judge.report(target: "", host: nil, pem: cut) == nil)
    }
}
