internal import Diagnostics

/// Several files made one tree, as Compose does: a later file changes what an earlier one says, word by word.
///
/// Each value keeps its location, and so the file that it stands in.
struct TreeMerge {
    private(set) var mistakes: [Diagnostic] = []

    /// The word that a value stands for which is written without its map: `files: site` is `files: {root: site}`.
    static let shortForms = ["a certificate": "names", "`files`": "root", "`table`": "csv", "`tls`": "certificate"]

    /// - Parameter trees: At least one, each file's root.
    mutating func merge(_ trees: [Node]) -> Node? {
        guard var result = trees.first else { return nil }
        for later in trees.dropFirst() {
            result = merged(result, with: later, takes: .table(Language.stack.title), by: .byKey)
        }
        return result
    }

    /// Reports every tag that has changed nothing, since what it was to change is not there.
    mutating func reportUnusedTags(in node: Node) {
        if let tag = node.overrideTag {
            mistakes.append(
                Diagnostic(
                    .badTag, "no earlier file says anything here that \(tag.rawValue) could change", at: node.location,
                    remedy: "Remove the tag, or correct the name; it is for a --file after the first."))
        }
        switch node.content {
        case .scalar: break
        case .sequence(let elements): for element in elements { reportUnusedTags(in: element) }
        case .mapping(let entries): for entry in entries { reportUnusedTags(in: entry.value) }
        }
    }

    private func merged(_ earlier: Node, with later: Node, takes shape: ValueShape, by rule: MergeRule) -> Node {
        if later.overrideTag != nil {
            var node = later
            node.overrideTag = nil
            return node
        }
        switch rule {
        case .replaced: return later
        case .added: return added(earlier, later)
        case .appended: return added(Self.list(earlier), Self.list(later))
        case .byVariable: return EnvironmentMerge.merged(earlier, with: later)
        case .byKey: return mergedByKey(earlier, with: later, takes: shape)
        }
    }

    private func mergedByKey(_ earlier: Node, with later: Node, takes shape: ValueShape) -> Node {
        // A map without entries is often written as nothing, and says nothing.
        if later.isNull { return earlier }
        if earlier.isNull { return later }
        if let map = Self.mapOfNames(in: shape) {
            if case .sequence = earlier.content, case .sequence = later.content { return added(earlier, later) }
            return entries(of: Self.named(earlier), with: Self.named(later), of: map)
        }
        let table = Self.table(of: shape)
        if let table, let short = Self.shortForms[table.title],
            let word = table.words.first(where: { $0.name == short })
        {
            if earlier.entries == nil, later.entries == nil {
                return merged(earlier, with: later, takes: word.takes, by: MergeRule(of: word.takes))
            }
            return entries(of: Self.long(earlier, short), with: Self.long(later, short), of: shape)
        }
        return entries(of: earlier, with: later, of: shape)
    }

    private func entries(of earlier: Node, with later: Node, of shape: ValueShape) -> Node {
        guard let entries = earlier.entries, let changes = later.entries else { return later }
        let table = Self.table(of: shape)
        var result = earlier
        result.content = .mapping(
            Node.Entry.merged(entries, with: changes) { entry, change in
                let (takes, rule) = Self.reading(of: change.key.text, in: shape, table)
                let value = merged(entry.value, with: change.value, takes: takes, by: rule)
                // What is merged is still where it began; what is replaced is where it is now.
                let isMerged = rule == .byKey && change.value.overrideTag == nil
                return Node.Entry(key: isMerged ? entry.key : change.key, value: value)
            })
        result.weight = earlier.weight + later.weight
        return result
    }

    /// What a key's value takes and how it is merged: by its word, or as every value of a map.
    private static func reading(
        of key: String, in shape: ValueShape, _ table: WordTableOutline?
    ) -> (ValueShape, MergeRule) {
        if let table {
            guard let word = table.words.first(where: { $0.name == key }) else { return (.anything, .replaced) }
            return (word.takes, MergeRule(of: word.takes))
        }
        switch shape {
        case .map(_, _, let element): return (element, MergeRule(of: element))
        case .orNothing(let inner): return reading(of: key, in: inner, nil)
        default: return (.anything, .replaced)
        }
    }

    /// The table of a shape that is, or may be, a map of words.
    private static func table(of shape: ValueShape) -> WordTableOutline? {
        switch shape {
        case .table(let title): Language.tables.first { $0.title == title }
        case .either(let shapes): shapes.lazy.compactMap(table).first
        case .orNothing(let inner): table(of: inner)
        default: nil
        }
    }

    /// Of a shape that is a list of names or a map of them: the map.
    private static func mapOfNames(in shape: ValueShape) -> ValueShape? {
        guard case .either(let shapes) = shape else { return nil }
        let hasNames = shapes.contains { if case .list(_, _, unique: true) = $0 { true } else { false } }
        return hasNames ? shapes.first { if case .map = $0 { true } else { false } } : nil
    }

    /// A list of names as the map that says the same.
    private static func named(_ node: Node) -> Node {
        guard case .sequence(let elements) = node.content else { return node }
        var result = node
        result.content = .mapping(
            elements.compactMap { element in
                guard let scalar = element.scalar else { return nil }
                var nothing = element
                nothing.content = .scalar(Node.Scalar(text: "", isPlain: true))
                return Node.Entry(key: Node.Key(text: scalar.text, location: element.location), value: nothing)
            })
        return result
    }

    private static func long(_ node: Node, _ word: String) -> Node {
        guard node.entries == nil else { return node }
        var result = node
        result.content = .mapping([Node.Entry(key: Node.Key(text: word, location: node.location), value: node)])
        return result
    }

    /// A value that stands alone, as a list of it.
    private static func list(_ node: Node) -> Node {
        if case .sequence = node.content { return node }
        var result = node
        result.content = .sequence(node.isNull ? [] : [node])
        return result
    }

    private func added(_ earlier: Node, _ later: Node) -> Node {
        guard case .sequence(var elements) = earlier.content, case .sequence(let more) = later.content else {
            return later
        }
        let known = Set(elements.compactMap { $0.scalar?.text })
        elements += more.filter { $0.scalar.map { !known.contains($0.text) } ?? true }
        var result = earlier
        result.content = .sequence(elements)
        result.weight = earlier.weight + later.weight
        return result
    }
}
