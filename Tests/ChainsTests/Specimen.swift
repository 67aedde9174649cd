import COpenSSL
import StackModel

@testable import Chains

/// A chain with one thing about it, and who refuses it for that.
struct Specimen: Sendable {
    var name: String
    var host = "localhost"
    /// What the server sends, leaf first.
    var chain: [Minted]
    /// What the clients trust.
    var trusted: Minted
    /// The rules that it breaks, notices among them.
    var rules: [String]
    var refusing: [ChainProfile]

    var pem: [UInt8] { chain.flatMap(\.pem) }

    /// What the rules say at the time of the tests.
    var report: LintReport? {
        ChainJudge(
            trusted: TrustedIssuers(pem: [trusted.pem], includesSystem: false), namesRoots: true,
            now: WallClock.now()
        ).report(target: name, host: host, pem: pem)
    }

    /// A leaf below an authority.
    static func leaf(
        _ name: String, _ rules: [String], _ refusing: [ChainProfile], host: String = "localhost",
        authority: Draft = .authority(), _ change: (Draft) -> Draft
    ) throws -> Specimen {
        let root = try Minted(authority)
        return Specimen(
            name: name, host: host, chain: [try Minted(change(.leaf), by: root)], trusted: root, rules: rules,
            refusing: refusing)
    }
}

/// The machine's clock, as the certificates are made by it.
enum WallClock {
    static func now() -> Double { Double(time(nil)) }
}
