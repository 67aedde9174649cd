import StackModel
import Testbed
import Testing

/// Certificates that are bad on purpose, by the real binary.
@Suite(.timeLimit(.minutes(2)))
struct DefectTests {
    @Test("The page has a row for each defect, and the failure that a check sees")
    func page() throws {
        let page = try DefectPage()
        #expect(page.rows.map(\.defect) == CertificateDefect.allCases)
        for row in page.rows {
            let (usual, strict) = (row.defect.failure(under: .default), row.defect.failure(under: .strict))
            let expected = usual.map { "`\($0.rawValue)`" } ?? strict.map { "(`\($0.rawValue)`)" } ?? ""
            #expect(row.failure == expected, "\(row.defect)")
            #expect(row.refuses["openssl"] == (usual != nil), "\(row.defect)")
            #expect(row.refuses["strict"] == (strict != nil), "\(row.defect)")
        }
    }

    @Test("The page's stack shows each defect to its checks, in this process and in children; its pair stays good")
    func example() async throws {
        for run in ["in-process", "child"] {
            try await DefectStack.with({ $0.replacing("files: site,", with: "files: site, run: \(run),") }) { defects in
                let outcome = try await defects.stack.run("check", "--report", "json=report.json")
                #expect(outcome.status == 0 && outcome.stdout.contains("17 checks passed"), "\(run): \(outcome.all)")
                let note = "note: wrong-host shows a certificate that is bad on purpose: defect wrong_host\n"
                let start = outcome.stdout.firstRange(of: "good: starting")?.lowerBound ?? outcome.stdout.startIndex
                #expect(outcome.stdout[..<start].contains(note), "\(run): \(outcome.all)")
                #expect(outcome.stdout.ranges(of: note).count == 1)
                let report = try #require(defects.stack.fixture.read("report.json"))
                #expect(report.contains("expired shows a certificate that is bad on purpose: defect expired"))
                let verified = try await defects.stack.program(
                    "openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", "certs/ca.pem",
                    "-untrusted", "certs/localhost.pem", "certs/localhost.pem")
                #expect(verified.status == 0, "\(verified.all)")
                // Neither a bad certificate nor its key is ever written.
                #expect(
                    namesInFolder(defects.stack.fixture.path("certs")).filter { !$0.hasPrefix(".") }
                        == [
                            "ca-intermediate.key", "ca-intermediate.pem", "ca.key", "ca.pem", "localhost.key",
                            "localhost.pem",
                        ])
            }
        }
    }

    @Test("Our own client refuses under both policies what the page says, and says why")
    func policies() async throws {
        try await DefectStack.with { defects in
            let text = try #require(defects.stack.fixture.read("devstack.yaml"))
            let services = text.components(before: "checks:\n")
            var checks = "checks:\n"
            for policy in RequestSpecification.Policy.allCases {
                for (defect, port) in defects.ports {
                    let failure = defect.failure(under: policy).map { ", expect: {failure: \($0.rawValue)}" } ?? ""
                    checks += "  \(defect.rawValue) \(policy.rawValue): "
                    checks += "{get: \"https://localhost:\(port)/\", policy: \(policy.rawValue)\(failure)}\n"
                }
            }
            try defects.stack.stack(services + checks)
            let outcome = try await defects.stack.run("check")
            #expect(outcome.status == 0 && outcome.stdout.contains("30 checks passed"), "\(outcome.all)")
            #expect(!outcome.stderr.contains("W015"), "\(outcome.all)")
        }
    }

    @Test("certs lint names what is wrong, certs explain the defect; a new authority and a renewal heal nothing")
    func lintAndExplain() async throws {
        try await DefectStack.with { defects in
            let stack = defects.stack
            try await defects.whileUp {
                try await expectRules(of: defects)
                let renewed = try await stack.run("certs", "--renew-authority")
                #expect(renewed.status == 0, "\(renewed.all)")
                #expect(renewed.stdout.contains("good on port \(defects.good) serves it"), "\(renewed.all)")
                #expect(!renewed.all.contains("expired on port"), "\(renewed.all)")
                try await expectRules(of: defects)
            }
        }
    }

    private func expectRules(of defects: DefectStack) async throws {
        for (defect, rule) in Self.rules {
            let port = try #require(defects.ports[defect])
            let lint = try await defects.stack.run("certs", "lint", "localhost:\(port)", "--format", "json")
            let found = lint.stdout.matches(of: #/"rule": "(\w+)"/#).map { String($0.1) }
            #expect(Set(found).subtracting(["root_sent"]) == [rule], "\(defect): \(lint.all)")
            let explained = try await defects.stack.run("certs", "explain", "localhost:\(port)")
            let isAccepted = defect.failure(under: .default) == nil
            #expect(explained.status == (isAccepted ? 0 : 1), "\(defect): \(explained.all)")
            #expect(explained.stdout.contains("`defect: \(defect.rawValue)`"), "\(explained.all)")
            if !isAccepted {
                #expect(explained.stdout.contains("x \(rule)"), "\(defect): \(explained.all)")
                #expect(explained.stdout.contains("fix       remove `defect: \(defect.rawValue)` (devstack.yaml:"))
            }
        }
        let good = try await defects.stack.run("certs", "lint", "localhost:\(defects.good)")
        #expect(good.status == 0 && good.stdout.contains("accepted by all"), "\(good.all)")
    }

    private static let rules: [CertificateDefect: String] = [
        .selfSigned: "self_signed", .untrusted: "untrusted_root", .expired: "expired", .notYetValid: "not_yet_valid",
        .wrongHost: "host_not_named", .wrongUsage: "not_for_servers", .missingIntermediate: "missing_issuer",
        .reversedChain: "wrong_order", .weakKey: "weak_key", .sha1: "weak_digest", .noSAN: "no_alternative_names",
        .criticalUnknown: "unknown_critical_extension", .caAsLeaf: "authority_as_server",
        .nameNotPermitted: "name_not_permitted", .missingAKI: "no_authority_key_identifier",
    ]

    @Test("A server that is bad on purpose is ready by its own answer, which nobody verifies")
    func readiness() async throws {
        let port = FreePort.take()
        try await StackFixture.with(ports: [port]) { stack in
            try stack.fixture.write("site/index.html", "hello\n")
            try stack.stack(
                """
                certificates: {local: [localhost]}
                services:
                  bad:
                    files: site
                    port: \(port)
                    tls: {certificate: local, defect: expired}
                    ready: {http: /, within: 20s}
                checks:
                  refused: {get: "https://localhost:\(port)/", expect: {failure: expired}}
                """)
            let outcome = try await stack.run("check")
            #expect(outcome.status == 0, "\(outcome.all)")
        }
    }
}

extension String {
    fileprivate func components(before part: String) -> String {
        firstRange(of: part).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
