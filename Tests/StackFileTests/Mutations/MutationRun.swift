import Diagnostics
import Testing

@testable import StackFile

/// Reads mutants, and records what is wrong with the answers.
final class MutationRun {
    private let folder: String
    private let reader = StackFileReader(environment: GoldenTests.environment)
    private(set) var figures = MutationFigures()

    /// - Parameter folder: Where the files' own paths lead.
    init(folder: String) {
        self.folder = folder
    }

    func isRight(_ text: String) -> Bool {
        var collector = DiagnosticCollector()
        return read(Array(text.utf8), &collector)
    }

    func judge(_ mutant: Mutant, of name: String) {
        let bytes = mutant.bytes
        var collector = DiagnosticCollector()
        var isTaken = false
        let time = ContinuousClock().measure { isTaken = read(bytes, &collector) }
        figures.mutants += 1
        if !isTaken { figures.refused += 1 }
        figures.slowest = max(figures.slowest, time)
        var shown: String { "\(mutant.kind) of \(name): \(String(decoding: bytes, as: UTF8.self))" }
        if isTaken == collector.hasErrors { Issue.record("taken: \(isTaken), with errors: \(!isTaken); \(shown)") }
        let text = SourceText(String(decoding: bytes, as: UTF8.self))
        for diagnostic in collector.diagnostics {
            if let fault = Self.fault(of: diagnostic, in: text) { Issue.record("\(fault); \(shown)") }
        }
        switch mutant.expectation {
        case .anything: break
        case .unknownKey(let offset, let map, let meant):
            // A map without any of a matcher's words is answered as a whole.
            let answer =
                answer(.unknownKey, at: mutant.place(of: offset), collector)
                ?? answer(.badMatcher, at: mutant.place(of: map), collector)
            figures.strange += 1
            if answer == nil { Issue.record("no word of that place; \(shown)") } else { figures.strangeReported += 1 }
            guard let meant else { return }
            figures.misspelt += 1
            if answer?.remedy?.hasPrefix("Did you mean `\(meant)`?") == true { figures.guessedRight += 1 }
        case .duplicateKey(let offset):
            let answer = answer(.duplicateKey, at: mutant.place(of: offset), collector)
            if answer == nil { Issue.record("a key that is there twice; \(shown)") }
        }
    }

    private func read(_ bytes: [UInt8], _ collector: inout DiagnosticCollector) -> Bool {
        reader.read(bytes: bytes, path: "devstack.yaml", directory: folder, collector: &collector) != nil
    }

    private func answer(
        _ code: MistakeCode, at place: (line: Int, column: Int), _ collector: DiagnosticCollector
    ) -> Diagnostic? {
        collector.diagnostics.first {
            $0.code == code.rawValue && $0.location?.line == place.line && $0.location?.column == place.column
        }
    }

    /// What is wrong with a mistake's words or places; `nil` where all is right.
    private static func fault(of diagnostic: Diagnostic, in text: SourceText) -> String? {
        if diagnostic.message.isEmpty { return "a mistake without words" }
        guard diagnostic.location != nil else { return "a mistake without a place: \(diagnostic.message)" }
        for case let location? in [diagnostic.location] + diagnostic.notes.map(\.location) {
            guard let line = text.line(location.line) else { return "no such line: \(location) \(diagnostic.message)" }
            // One past the end is where something is missing.
            let length = line.unicodeScalars.count
            guard (1...length + 1).contains(location.column), location.length >= 1,
                location.column + location.length - 1 <= max(length, location.column)
            else { return "beyond the line: \(location) of length \(location.length), \(diagnostic.message)" }
        }
        return nil
    }
}
