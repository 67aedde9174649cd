import COpenSSL
import Diagnostics
import StackModel
import Testing

@testable import Chains

/// What is said of a client that a server refused.
@Suite struct ClientRefusalTests {
    private static let site = Diagnostics.SourceLocation(file: "devstack.yaml", line: 20, column: 3)
    private static let client = Draft.leaf.with(NID_ext_key_usage, "clientAuth")

    private static func explain(
        _ reason: FailureReason, shown: Minted? = nil, usage: CertificateUsage = .client,
        site: Diagnostics.SourceLocation? = Self.site
    ) throws -> ChainExplanation {
        let place = Diagnostics.SourceLocation(file: "devstack.yaml", line: 3, column: 3)
        let request = CertificateRequest(
            name: Located("laptop", at: place), names: [Located("laptop.test", at: place)], usage: usage)
        let stack = StackCertificates(
            authorityPEM: [], authorityFile: "certs/ca.pem", requests: [request], byPort: [:])
        return try #require(
            FailureExplainer(
                FailureExplainer.Failure(reason, detail: "an alert", chain: []),
                url: RequestURL(isSecure: true, host: "localhost", port: 1443, target: "/"), trust: .stack,
                trustedPEM: nil, stack: stack, site: site,
                shown: shown.map { FailureExplainer.Shown(name: "laptop", chainPEM: $0.pem) }, now: WallClock.now()
            ).explanation)
    }

    @Test func whoShowedNoneIsToldWhichToShow() throws {
        let inCheck = try Self.explain(.noClientCertificate)
        #expect(inCheck.finding == "the server asks for a client certificate, and the client shows none")
        #expect(inCheck.remedy == "write `client_certificate: laptop` in the check (devstack.yaml:20)")
        let byHand = try Self.explain(.noClientCertificate, site: nil)
        #expect(byHand.remedy == "curl --cert certs/laptop.pem --key certs/laptop.key https://localhost:1443/")
        let none = try Self.explain(.noClientCertificate, usage: .server)
        #expect(none.remedy.hasPrefix("add a certificate with `usage: client`"))
    }

    /// What is wrong with the certificate, and what is said to be found and to be done.
    private static let faults: [(Draft, finding: String, remedy: String)] = [
        (client.with(\.until, -Draft.day), ", which expired on ", "devstack certs --renew"),
        (client.with(\.from, Draft.day), ", which is valid from ", "sudo timedatectl set-ntp true"),
        (
            Draft.leaf, ", which is not made for clients: no clientAuth",
            "write `usage: both` in the certificate `laptop` (devstack.yaml:3)"
        ),
        (
            client, ", which \"CN=the stack's authority\" issued",
            "let the server take clients of that authority: certs/ca.pem (a built-in: `client_ca: stack`)"
        ),
    ]

    @Test(arguments: faults.indices) func whatWasShownTellsWhyItWasRefused(index: Int) throws {
        let (draft, finding, remedy) = Self.faults[index]
        let shown = try Minted(draft, by: Minted(.authority("the stack's authority")))
        let explanation = try Self.explain(.clientCertificateRefused, shown: shown)
        #expect(explanation.rule == "client_certificate_refused")
        #expect(
            explanation.finding.hasPrefix("the server refuses the client's certificate `laptop`\(finding)"),
            "\(explanation.finding)")
        #expect(explanation.remedy == remedy)
    }
}
