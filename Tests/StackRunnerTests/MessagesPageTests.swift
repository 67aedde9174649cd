import Diagnostics
import Glibc
import Reporting
import Testbed
import Testing

@testable import StackRunner

/// docs/messages.md, and that no code is reported that it does not explain.
@Suite struct MessagesPageTests {
    private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    /// With DEVSTACK_WRITE_DOCS=1 the page is written anew (`make docs`).
    @Test func pageIsAsGenerated() throws {
        let path = Self.root + "/docs/messages.md"
        let text = MessagesPage.text(Explanations.all)
        if getenv("DEVSTACK_WRITE_DOCS") != nil {
            let file = try #require(fopen(path, "we"))
            defer { fclose(file) }
            #expect(fputs(text, file) >= 0)
        } else {
            #expect(readWhole(path) == text, "run `make docs`")
        }
    }

    @Test func eachCodeIsExplainedOnceByItsOwnMessage() {
        let all = Explanations.all
        #expect(Set(all.map(\.code)).count == all.count)
        for explanation in all {
            #expect(explanation.example.diagnostics.contains { $0.code == explanation.code }, "\(explanation.code)")
            #expect(explanation.summary.hasSuffix("."), "\(explanation.code)")
            #expect(!explanation.details.isEmpty, "\(explanation.code)")
        }
    }

    /// A code that stands elsewhere in the sources may be one that nobody explains.
    @Test func codesStandInTheirEnumerationsAlone() throws {
        let allowed = ["MistakeCode.swift", "CertificateCode.swift", "TrustCode.swift", "RunCode.swift"]
        let explained = Set(Explanations.all.map(\.code))
        var found: Set<String> = []
        for path in Self.sources(Self.root + "/Sources") {
            let text = try #require(readWhole(path))
            for match in text.matches(of: /"([A-Z][0-9]{3})"/) {
                #expect(allowed.contains { path.hasSuffix("/" + $0) }, "\(path): \(match.1)")
                found.insert(String(match.1))
            }
        }
        #expect(found == explained)
    }

    private static func sources(_ folder: String) -> [String] {
        namesInFolder(folder).flatMap { name -> [String] in
            name.hasSuffix(".swift") ? ["\(folder)/\(name)"] : sources("\(folder)/\(name)")
        }
    }
}
