import Diagnostics

@testable import StackFile

/// A stack file without a mistake, and what in it can be made wrong.
struct RightFile {
    /// A key and its value, by their offsets in the file's scalars.
    struct Entry {
        var key: Range<Int>
        var value: Range<Int>
        /// Where the map that it stands in is said to be.
        var map: Int
        /// The words that can stand there; `nil` where the names are the user's own.
        var table: WordTableOutline?

        var whole: Range<Int> { key.lowerBound..<max(key.upperBound, value.upperBound) }
    }

    let name: String
    let scalars: [Unicode.Scalar]
    let entries: [Entry]
    let values: [Range<Int>]

    /// - Parameter input: What the reader takes without an error.
    init?(name: String, input: String) throws {
        let source = YAMLSource(input, file: name)
        guard var builder = TreeBuilder(Array(input.utf8), source: source), let root = try builder.build() else {
            return nil
        }
        self.name = name
        scalars = source.scalars
        var walk = Walk(source: source)
        walk.visit(root, [.table(Language.stack.title)])
        // An anchor is met wherever an alias names it.
        var seen: Set<Range<Int>> = []
        entries = walk.entries.filter { seen.insert($0.key).inserted }
        values = walk.values
    }

    var words: [Entry] { entries.filter { $0.table != nil } }

    func text(_ span: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[span])) }
}

extension RightFile {
    /// Goes through a tree by what each word of the language takes.
    private struct Walk {
        let source: YAMLSource
        var entries: [Entry] = []
        var values: [Range<Int>] = []

        mutating func visit(_ node: Node, _ shapes: [ValueShape]) {
            values.append(node.span)
            switch node.content {
            case .scalar: break
            case .sequence(let elements):
                let inner = Self.elements(of: shapes)
                for element in elements { visit(element, inner) }
            case .mapping(let pairs):
                let table = shapes.lazy.compactMap(Self.table).first
                for pair in pairs { visit(pair, of: node, table, shapes) }
            }
        }

        private mutating func visit(
            _ pair: Node.Entry, of map: Node, _ table: WordTableOutline?, _ shapes: [ValueShape]
        ) {
            let start = source.offset(of: pair.key.location)
            entries.append(
                Entry(
                    key: start..<(start + pair.key.location.length), value: pair.value.span,
                    map: source.offset(of: map.location), table: table))
            guard let table else { return visit(pair.value, Self.values(of: shapes)) }
            if let word = table.words.first(where: { $0.name == pair.key.text }) {
                visit(pair.value, Self.parts(word.takes))
            }
        }

        private static func elements(of shapes: [ValueShape]) -> [ValueShape] {
            shapes.reduce(into: [ValueShape]()) { result, shape in
                if case .list(let element, nonEmpty: _, unique: _) = shape { result += parts(element) }
            }
        }

        private static func values(of shapes: [ValueShape]) -> [ValueShape] {
            shapes.reduce(into: [ValueShape]()) { result, shape in
                if case .map(name: _, keys: _, let value) = shape { result += parts(value) }
            }
        }

        private static func parts(_ shape: ValueShape) -> [ValueShape] {
            switch shape {
            case .either(let shapes): return shapes.flatMap { parts($0) }
            case .orNothing(let inner): return parts(inner)
            default: return [shape]
            }
        }

        private static func table(_ shape: ValueShape) -> WordTableOutline? {
            switch shape {
            case .table(let title): Language.tables.first { $0.title == title }
            case .matcher, .matcherOn: Language.matcher.outline
            default: nil
            }
        }
    }
}

extension YAMLSource {
    /// Where a location begins, as an offset in the scalars.
    fileprivate func offset(of location: SourceLocation) -> Int {
        var line = 1
        var start = 0
        while line < location.line, let end = scalars[start...].firstIndex(of: "\n") {
            start = end + 1
            line += 1
        }
        return start + location.column - 1
    }
}
