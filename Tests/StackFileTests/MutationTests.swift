import Diagnostics
import Testing

@testable import StackFile

/// A good file, broken in thousands of ways: never a crash, never silence, and every mistake has a place in the file.
@Suite struct MutationTests {
    private static let fragments: [[UInt8]] = [
        ":", " ", "\n", "  ", "\t", "- ", "[", "]", "{", "}", "'", "\"", "#", "&a ", "*a", "<<: *a", "!!int ", "|\n",
        ">", "${",
        "}", "$${", "${X:-y}", "~", "null", "yes", "022", "1:30", "1e3", "-1", "99999999999", "::1", "\u{FEFF}", "\r",
        "\u{85}",
        "\u{2028}", "🐦", "ü", "---\n", "...\n", "%YAML 1.1\n", "? ", "@", "`", "\\", "\0", "port", "get", "expect",
        "not",
        "each", "tls", "*.test", "[::1]", "https://", "$[*]", "$.",
    ].map { Array($0.utf8) }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 3, 4] as [UInt64])
    func mutants(seed: UInt64) throws {
        let folder = try StackFolder()
        defer { folder.remove() }
        let names = ["example.txt", "checks-requests.txt", "anchors-and-merge.txt", "interpolation.txt"]
        let originals = try names.map { Array(try GoldenPair(name: $0).input.utf8) }
        var generator = SeededGenerator(seed: seed)
        let reader = StackFileReader(environment: GoldenTests.environment)
        var refused = 0
        for _ in 0..<1_000 {
            var bytes = originals[Int.random(in: 0..<originals.count, using: &generator)]
            for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.mutate(&bytes, &generator) }
            var collector = DiagnosticCollector()
            let stack = reader.read(bytes: bytes, path: "devstack.yaml", directory: folder.path, collector: &collector)
            let shown = "seed \(seed): \(String(decoding: bytes, as: UTF8.self))"
            #expect((stack == nil) == collector.hasErrors, "\(shown)")
            if stack == nil { refused += 1 }
            let lines = Self.lineLengths(bytes)
            for diagnostic in collector.diagnostics {
                Self.check(diagnostic, lines: lines, shown: shown)
            }
        }
        // Most mutants are wrong; a reader that took nearly all of them would be no reader.
        #expect(refused > 400)
    }

    private static func check(_ diagnostic: Diagnostic, lines: [Int], shown: String) {
        #expect(!diagnostic.message.isEmpty)
        #expect(diagnostic.location != nil, "\(diagnostic.message) \(shown)")
        for location in [diagnostic.location] + diagnostic.notes.map(\.location) {
            guard let location, location.file == "devstack.yaml" else { continue }
            guard (1...lines.count).contains(location.line) else {
                Issue.record("line \(location.line) of \(lines.count): \(diagnostic.message) \(shown)")
                continue
            }
            // One past the end is where something is missing.
            let length = lines[location.line - 1]
            #expect(location.column >= 1 && location.column <= length + 1, "\(location) \(diagnostic.message) \(shown)")
            #expect(
                location.column + location.length - 1 <= max(length, location.column),
                "\(location) \(location.length) \(diagnostic.message) \(shown)")
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.remove(at: position)
        case 1: bytes[position] = UInt8.random(in: 0...255, using: &generator)
        case 2:
            bytes.insert(contentsOf: fragments[Int.random(in: 0..<fragments.count, using: &generator)], at: position)
        case 3:
            let end = min(bytes.count, position + Int.random(in: 1...40, using: &generator))
            bytes.insert(
                contentsOf: Array(bytes[position..<end]), at: Int.random(in: 0...bytes.count, using: &generator))
        case 4: bytes.removeSubrange(position..<min(bytes.count, position + Int.random(in: 1...40, using: &generator)))
        default: bytes.swapAt(position, Int.random(in: 0..<bytes.count, using: &generator))
        }
    }

    /// In scalars, as YAML counts lines.
    private static func lineLengths(_ bytes: [UInt8]) -> [Int] {
        var lengths = [0]
        var previous: Unicode.Scalar?
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        for scalar in String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self).unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": continue
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lengths.append(0)
            default: lengths[lengths.count - 1] += 1
            }
        }
        return lengths
    }
}
