import Glibc
import StackModel
import Testing

@testable import Chains

/// docs/lint.md has every rule as the table has it.
@Suite struct LintPageTests {
    private static let path =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/docs/lint.md"

    /// With DEVSTACK_WRITE_DOCS=1 the page is written anew (`make docs`).
    @Test func pageIsAsGenerated() throws {
        if getenv("DEVSTACK_WRITE_DOCS") != nil {
            let file = try #require(fopen(Self.path, "we"))
            defer { fclose(file) }
            #expect(fputs(Self.text, file) >= 0)
        }
        #expect(Self.read() == Self.text, "docs/lint.md is not what the rules say: run `make docs`, and commit it")
    }

    private static func read() -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 18)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static var text: String {
        ([head] + RuleTable.rules.map(section)).joined(separator: "\n") + "\n"
    }

    private static var head: String {
        let profiles = ChainProfile.allCases.map { "| `\($0.rawValue)` | \($0.clients) |" }.joined(separator: "\n")
        return """
            # Rules for certificate chains

            `devstack certs lint` judges a chain by what clients ask of it, and says for each finding whose rule it is, where
            that is written, and what to do. It judges the stack's own certificates, a PEM file (the server's certificate
            first), or what a TLS port sends.

                devstack certs lint
                devstack certs lint server.pem --ca root.pem --name app.test
                devstack certs lint localhost:1443 --profile chrome --format json

            | profile | clients |
            |---|---|
            \(profiles)

            With `--ca FILE` the clients trust the certificates of that file and nothing else. Without it they trust the
            stack's authority, the distribution's roots, and a root that comes with the chain.

            An **error** is a chain that the clients of its profiles refuse; the exit status is then 1. A **notice** is
            refused by nobody and changes no status. The JSON is described in [report.md](report.md#a-judged-chain).

            The rules of `openssl`, `strict`, `chrome`, `firefox`, `java` and `go` are held by a test against the clients that
            are installed (OpenSSL 3.0 by Python's `ssl`, Chromium, Firefox, Java 17, Go 1.19); those of `apple`, and of Go
            1.23, are as documented.

            """
    }

    private static func section(_ rule: Rule) -> String {
        let profiles =
            rule.profiles == ChainProfile.allCases
            ? "all" : rule.profiles.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        let refused = rule.severity == .error ? profiles : "nobody (a notice)"
        let requirement = rule.requirement.prefix(1).uppercased() + rule.requirement.dropFirst()
        return """
            ## `\(rule.id)`

            \(requirement).

            - refused by: \(refused)
            - source: \(rule.source)
            - remedy: \(rule.remedy)

            """
    }
}
