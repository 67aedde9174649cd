import Testbed

@testable import StackFile

/// Makes wrong files of right ones, the same for the same seed.
struct Mutator {
    var generator: SeededGenerator

    /// `nil` where a file has no place for this kind.
    mutating func mutant(of file: RightFile, kind: MutantKind) -> Mutant? {
        switch kind {
        case .droppedKey:
            file.entries.randomElement(using: &generator).map { made(kind, file, [($0.whole, [])]) }
        case .doubledKey: doubledKey(file)
        case .swappedKeys: swapped(kind, file, file.entries.map(\.key))
        case .misspeltKey: misspeltKey(file)
        case .strangeKey: strangeKey(file)
        case .droppedValue: file.values.randomElement(using: &generator).map { made(kind, file, [($0, [])]) }
        case .doubledValue:
            file.values.randomElement(using: &generator).map { span in
                let text = Array(file.scalars[span])
                let between = ["", " ", ", ", "\n", "\n- "].randomElement(using: &generator) ?? ""
                return made(kind, file, [(span, text + Array(between.unicodeScalars) + text)])
            }
        case .swappedValues: swapped(kind, file, file.values)
        case .misspeltValue:
            file.values.filter { !$0.isEmpty }.randomElement(using: &generator).map { span in
                made(kind, file, [(span, edited(Array(file.scalars[span]), Self.anyScalars))])
            }
        case .indentation: indented(file)
        case .bytes: smashed(file)
        }
    }

    private func made(
        _ kind: MutantKind, _ file: RightFile, _ edits: [(span: Range<Int>, text: [Unicode.Scalar])],
        _ expectation: Mutant.Expectation = .anything
    ) -> Mutant {
        var scalars = file.scalars
        for edit in edits.sorted(by: { $0.span.lowerBound > $1.span.lowerBound }) {
            scalars.replaceSubrange(edit.span, with: edit.text)
        }
        return Mutant(kind: kind, scalars: scalars, expectation: expectation)
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyz_".unicodeScalars)
    private static let anyScalars = letters + Array("0189-.:/ #'\"[]{},&*!|>%@`$~?\t\n\\ü🐦".unicodeScalars)

    /// One insertion, deletion, substitution, or swap of neighbours.
    private mutating func edited(_ text: [Unicode.Scalar], _ alphabet: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var text = text
        let position = Int.random(in: 0..<text.count, using: &generator)
        let scalar = alphabet.randomElement(using: &generator) ?? "x"
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text.insert(scalar, at: position)
        case 1: text.remove(at: position)
        case 2: text[position] = scalar
        default: if position > 0 { text.swapAt(position, position - 1) }
        }
        return text
    }

    private mutating func misspeltKey(_ file: RightFile) -> Mutant? {
        guard let entry = file.words.randomElement(using: &generator), let table = entry.table else { return nil }
        let word = file.text(entry.key)
        let original = Array(file.scalars[entry.key])
        // A quote that moved would leave something that is no key.
        let isQuoted = original.first == "'" || original.first == "\""
        let inner = edited(isQuoted ? Array(original.dropFirst().dropLast()) : original, Self.letters)
        let text = isQuoted ? original.prefix(1) + inner + original.suffix(1) : inner
        let written = String(String.UnicodeScalarView(text))
        // Two letters that are the same change places to no effect, also within quotes.
        guard !text.isEmpty, text != original, !table.words.contains(where: { $0.name == written }) else { return nil }
        return made(
            .misspeltKey, file, [(entry.key, text)],
            .unknownKey(at: entry.key.lowerBound, inMap: entry.map, meant: word))
    }

    private mutating func strangeKey(_ file: RightFile) -> Mutant? {
        guard let entry = file.words.randomElement(using: &generator) else { return nil }
        let text = (0..<Int.random(in: 5...30, using: &generator)).map { _ in
            ["q", "x", "z", "_", "-", ".", "ß", "9"].randomElement(using: &generator) ?? "q" as Unicode.Scalar
        }
        return made(
            .strangeKey, file, [(entry.key, ["q"] + text)],
            .unknownKey(at: entry.key.lowerBound, inMap: entry.map, meant: nil))
    }

    /// On a line of its own in a block, behind a comma in braces.
    private mutating func doubledKey(_ file: RightFile) -> Mutant? {
        guard let entry = file.entries.randomElement(using: &generator) else { return nil }
        let lineStart = file.scalars[..<entry.key.lowerBound].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let before = file.scalars[lineStart..<entry.key.lowerBound]
        let isFirst = before.allSatisfy { $0 == " " }
        let copy = file.scalars[entry.key] + [":", " ", "1"]
        let inserted = isFirst ? copy + ["\n"] + before : copy + [",", " "]
        // Behind a dash, or in a flow map without braces, the copy is something else.
        let isSure = isFirst || file.scalars[..<entry.key.lowerBound].last { $0 != " " && $0 != "\n" } == "{"
        return made(
            .doubledKey, file, [(entry.key.lowerBound..<entry.key.lowerBound, Array(inserted))],
            isSure ? .duplicateKey(at: entry.key.lowerBound + inserted.count) : .anything)
    }

    private mutating func swapped(_ kind: MutantKind, _ file: RightFile, _ spans: [Range<Int>]) -> Mutant? {
        guard let one = spans.randomElement(using: &generator),
            let other = spans.filter({ !$0.overlaps(one) && $0 != one }).randomElement(using: &generator)
        else { return nil }
        return made(kind, file, [(one, Array(file.scalars[other])), (other, Array(file.scalars[one]))])
    }

    private mutating func indented(_ file: RightFile) -> Mutant? {
        let starts = [0] + file.scalars.indices.filter { file.scalars[$0] == "\n" }.map { $0 + 1 }
        guard let start = starts.randomElement(using: &generator) else { return nil }
        let indent = file.scalars[start...].prefix { $0 == " " }.count
        let wanted = Int.random(in: 0...indent + 4, using: &generator)
        let blank: Unicode.Scalar = Int.random(in: 0..<10, using: &generator) == 0 ? "\t" : " "
        return made(
            .indentation, file, [(start..<(start + indent), Array(repeating: blank, count: wanted))])
    }
}
