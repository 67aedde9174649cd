import COpenSSL
import StackModel

extension Specimen {
    private static let all = ChainProfile.allCases
    private static func but(_ profiles: ChainProfile...) -> [ChainProfile] { all.filter { !profiles.contains($0) } }

    /// One for each profile that it refuses and no other does.
    static func ofOneProfile() throws -> [Specimen] {
        let root = try Minted(.authority())
        let between = try Minted(
            .authority("in between \(UInt32.random(in: 0...UInt32.max))")
                .with(NID_authority_key_identifier, "keyid:always"), by: root)
        return [
            Specimen(
                name: "openssl", chain: [try Minted(.leaf, by: between)], trusted: between,
                rules: ["trusted_issuer_not_root"], refusing: [.openssl]),
            try leaf("strict", ["no_authority_key_identifier"], [.strict]) {
                $0.with(NID_authority_key_identifier, nil)
            },
            try leaf("chrome", ["unprintable_subject"], [.chrome]) {
                $0.with(\.subject, [.init(name: "O", type: V_ASN1_PRINTABLESTRING, value: "Tom & Sons")])
            },
            try leaf("firefox", ["authority_as_server"], [.firefox]) {
                $0.with(NID_basic_constraints, "critical,CA:TRUE")
                    .with(NID_key_usage, "critical,digitalSignature,keyCertSign")
            },
            try leaf("apple", ["long_life"], [.apple]) { $0.with(\.until, 850 * Draft.day) },
            try leaf("java", ["underscore_in_name"], [.java], host: "my_app.test") {
                $0.with(NID_subject_alt_name, "DNS:my_app.test")
            },
            try leaf(
                "go", ["malformed_email"], [.go],
                authority: .authority().with(NID_name_constraints, "critical,permitted;DNS:localhost")
            ) { $0.with(NID_subject_alt_name, "DNS:localhost,email:root") },
        ]
    }

    /// What some refuse.
    static func ofSomeProfiles() throws -> [Specimen] {
        [
            try leaf("good", [], []) { $0 },
            try leaf("P-521", ["unusual_key"], [.chrome]) { $0.with(\.key, .curve("P-521")) },
            try leaf("Ed25519", ["unusual_key"], [.chrome, .firefox]) { $0.with(\.key, .ed25519) },
            try leaf(
                "one serial", ["reused_serial"], [.firefox], authority: Draft.authority().with(\.serial, 77)
            ) { $0.with(\.serial, 77) },
            try leaf("no purpose", ["no_extended_usage"], [.apple]) { $0.with(NID_ext_key_usage, nil) },
            try leaf("no names", ["no_alternative_names"], but(.openssl, .strict, .java)) {
                $0.with(NID_subject_alt_name, nil).with(\.subject, [.init(value: "localhost")])
            },
            try leaf("wide", ["host_not_named", "wide_wildcard"], but(.java, .go), host: "app.test") {
                $0.with(NID_subject_alt_name, "DNS:*.test")
            },
            try leaf(
                "partial", ["host_not_named", "misplaced_wildcard"], but(.java, .openssl), host: "foo.app.test"
            ) { $0.with(NID_subject_alt_name, "DNS:f*.app.test") },
            try leaf("no signature", ["no_digital_signature"], [.chrome, .java]) {
                $0.with(NID_key_usage, "critical,keyAgreement")
            },
            try leaf("RSA 1024", ["weak_key"], [.openssl, .strict, .apple]) { $0.with(\.key, .rsa(bits: 1024)) },
            try leaf("any purpose", ["not_for_servers"], [.openssl, .strict, .firefox, .apple]) {
                $0.with(NID_ext_key_usage, "anyExtendedKeyUsage")
            },
            try leaf("not printable", ["unprintable_subject"], [.chrome, .go]) {
                $0.with(\.subject, [.init(name: "O", type: V_ASN1_PRINTABLESTRING, value: "tom@sons")])
            },
            try leaf("URI", ["malformed_uri"], [.java, .go]) {
                $0.with(NID_subject_alt_name, "DNS:localhost,URI:https://app.test./")
            },
            try leaf("signing leaf", ["signs_without_authority"], [.strict]) {
                $0.with(NID_key_usage, "critical,digitalSignature,keyCertSign")
            },
            try leaf(
                "no usage", ["authority_without_usage"], [.strict],
                authority: Draft.authority().with(NID_key_usage, nil)
            ) { $0 },
            try leaf(
                "not critical", ["authority_not_critical"], [.strict],
                authority: Draft.authority().with(NID_basic_constraints, "CA:TRUE")
            ) { $0 },
            try leaf(
                "no key identifier", ["no_subject_key_identifier"], [.strict],
                authority: Draft.authority().with(NID_subject_key_identifier, nil)
            ) { $0.with(NID_authority_key_identifier, "issuer:always") },
            try leaf("address as name", ["address_as_dns_name"], []) {
                $0.with(NID_subject_alt_name, "DNS:localhost,DNS:127.0.0.1")
            },
            try leaf("SHA-1", ["weak_digest"], but(.java)) { $0.with(\.digest, "SHA1") },
        ]
    }

    /// What everybody refuses, but that Java minds nothing that a trusted root says of itself.
    static func ofEverybody() throws -> [Specimen] {
        let root = try Minted(.authority())
        let between = try Minted(
            .authority("in between \(UInt32.random(in: 0...UInt32.max))")
                .with(NID_authority_key_identifier, "keyid:always"), by: root)
        let tooMany = try Minted(.authority().with(NID_basic_constraints, "critical,CA:TRUE,pathlen:0"))
        let low = try Minted(
            .authority("below \(UInt32.random(in: 0...UInt32.max))").with(NID_authority_key_identifier, "keyid:always"),
            by: tooMany)
        let noAuthority = try Minted(
            Draft.leaf.with(\.subject, [.init(value: "leaf \(UInt32.random(in: 0...UInt32.max))")]), by: root)
        return [
            Specimen(
                name: "self-signed", chain: [try Minted(Draft.leaf.with(NID_authority_key_identifier, nil))],
                trusted: root, rules: ["self_signed"], refusing: all),
            Specimen(
                name: "no issuer", chain: [try Minted(.leaf, by: between)], trusted: root, rules: ["missing_issuer"],
                refusing: all),
            Specimen(
                name: "too deep", chain: [try Minted(.leaf, by: low), low], trusted: tooMany,
                rules: ["path_too_long"], refusing: but(.java)),
            Specimen(
                name: "by a leaf", chain: [try Minted(.leaf, by: noAuthority), noAuthority], trusted: root,
                rules: ["issuer_not_authority", "issuer_may_not_sign"], refusing: all),
            try leaf("expired", ["expired"], all) { $0.with(\.until, -3_600) },
            try leaf("not yet", ["not_yet_valid"], all) { $0.with(\.from, 3_600) },
            try leaf("another host", ["host_not_named"], all) { $0.with(NID_subject_alt_name, "DNS:app.test") },
            try leaf("for clients", ["not_for_servers"], all) { $0.with(NID_ext_key_usage, "clientAuth") },
            try leaf("secp256k1", ["unusual_key"], all) { $0.with(\.key, .curve("secp256k1")) },
            try leaf("forged", ["bad_signature"], all) { $0.with(\.isForged, true) },
            try leaf("unknown", ["unknown_critical_extension"], all) {
                $0.with(NID_netscape_comment, "critical,what is this")
            },
            try leaf(
                "not permitted", ["name_not_permitted"], but(.java),
                authority: Draft.authority().with(NID_name_constraints, "critical,permitted;DNS:localhost")
            ) { $0.with(NID_subject_alt_name, "DNS:localhost,DNS:app.test") },
        ]
    }
}
