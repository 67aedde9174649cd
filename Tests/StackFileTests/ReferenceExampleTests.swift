import Diagnostics
import Testing

@testable import StackFile

/// The reference's examples are read by the decoder: what a reader copies must work.
@Suite struct ReferenceExampleTests {
    /// What an example stands in, by its table.
    private static let surroundings: [String: (before: String, indent: String)] = [
        "a service": ("services:", "  "), "`files`": ("services:", "  "), "`table`": ("services:", "  "),
        "`tls`": ("services:", "  "), "`env_file`": ("services:", "  "), "`healthcheck`": ("services:", "  "),
        "`ready`": ("services:", "  "), "`logs`": ("services:", "  "),
        "a dependency": ("services:", "  "), "a check": ("checks:", "  "),
        "`expect`": ("checks:\n  a:\n    get: http://localhost/", "    "),
        "a matcher": ("checks:\n  a:\n    get: http://localhost/\n    expect:", "      "),
    ]

    /// What the examples name, and this test's folder does not have.
    private static let absent: Set<String> = [
        MistakeCode.badPath.rawValue, MistakeCode.unknownService.rawValue, MistakeCode.unknownCertificate.rawValue,
        MistakeCode.emptyStack.rawValue, MistakeCode.nameNotPermitted.rawValue,
    ]

    @Test func everyExampleIsRight() throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        var count = 0
        for table in Language.tables {
            for example in [table.example] + table.words.map(\.example) {
                guard let example else { continue }
                count += 1
                let text = Self.whole(example, of: table.title)
                var collector = DiagnosticCollector()
                _ = StackFileReader(environment: [:])
                    .read(
                        bytes: Array(text.utf8), path: "devstack.yaml", directory: folder.path, collector: &collector)
                for diagnostic in collector.diagnostics where diagnostic.severity == .error {
                    #expect(Self.absent.contains(diagnostic.code), "\(diagnostic.message) in\n\(text)")
                }
            }
        }
        #expect(count >= 10)
    }

    private static func whole(_ example: String, of title: String) -> String {
        let isWhole = Language.stack.words.contains { example.hasPrefix($0.name + ":") }
        guard !isWhole, let place = surroundings[title] else { return example + "\n" }
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false).map { "\(place.indent)\($0)\n" }
        return place.before + "\n" + lines.joined()
    }
}
