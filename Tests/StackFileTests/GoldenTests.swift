import Diagnostics
import Glibc
import Testing

@testable import StackFile

/// Every pair of `Golden/`. With UPDATE_GOLDEN=1 in the environment the answers are written anew, to be read in the diff.
@Suite struct GoldenTests {
    static let environment = ["HOME": "/home/bird", "PORT": "8000", "EMPTY": "", "MOTTO": "help who you can"]

    @Test(arguments: GoldenPair.names()) func pair(name: String) throws {
        let pair = try GoldenPair(name: name)
        let folder = try StackFolder()
        defer { folder.remove() }
        for file in pair.files.dropFirst() where !file.isStackFile { try folder.write(file.text, to: file.name) }
        let contents = pair.files.filter(\.isStackFile).map {
            StackFileContent(path: $0.name, bytes: Array($0.text.utf8))
        }
        var collector = DiagnosticCollector()
        var sources: [String: String] = [:]
        let stack = StackFileReader(
            environment: Self.environment, ports: { $0.indices.map { pair.movesPorts ? 40_001 + UInt16($0) : nil } }
        )
        .read(contents, directory: folder.path, collector: &collector, sources: &sources)
        #expect((stack == nil) == collector.hasErrors)
        let answer = (DiagnosticText.render(collector.diagnostics) + (stack.map { StackDump($0).text } ?? ""))
            .replacing(folder.path, with: "/stack")
            .replacing(folder.path.split(separator: "/").last ?? "", with: "stack")
        if getenv("UPDATE_GOLDEN") != nil {
            try pair.update(to: answer)
        } else {
            #expect(answer == pair.expected)
        }
    }

    @Test func thereAreManyPairs() throws {
        let answers = try GoldenPair.names().map { try GoldenPair(name: $0).expected }
        #expect(answers.count { $0.hasPrefix("stack ") } >= 40)
        #expect(answers.count { !$0.hasPrefix("stack ") } >= 120)
    }

    /// A kind of mistake that no pair shows may as well not exist; those without a file to point into have tests of their own.
    @Test func everyCodeHasAPair() throws {
        let answers = try GoldenPair.names().map { try GoldenPair(name: $0).expected }.joined()
        let elsewhere: Set<MistakeCode> = [.unreadableFile, .fileTooLarge, .notUTF8]
        for code in MistakeCode.allCases where !elsewhere.contains(code) {
            #expect(answers.contains("[\(code.rawValue)]"), "\(code)")
        }
    }
}
