internal import Diagnostics

/// The reading of a tree into drafts: where it stands, and the mistakes so far.
struct Decoding {
    let sources: YAMLSources
    /// The absolute path of the (first) stack file's folder.
    let directory: String
    let variables: Variables
    let ports: PortNumbers
    /// The files that `env_file` names.
    var environmentShelf: EnvironmentShelf
    private(set) var mistakes: [Diagnostic] = []
    /// The variables that an `environment` takes over by their name alone.
    var inherited: Set<String> = []
    /// The words that lead to the value that is being read, and what each takes.
    private var trail: [(name: String, takes: ValueShape)] = []

    init(
        sources: YAMLSources, directory: String, variables: Variables, ports: PortNumbers,
        environmentShelf: EnvironmentShelf
    ) {
        self.ports = ports
        self.sources = sources
        self.directory = directory
        self.variables = variables
        self.environmentShelf = environmentShelf
    }

    /// The word whose value is being read.
    var word: String { trail.last?.name ?? "" }
    var takes: ValueShape { trail.last?.takes ?? .anything }

    mutating func report(
        _ code: MistakeCode, _ message: String, at location: SourceLocation, remedy: String? = nil,
        notes: [Diagnostic.Note] = []
    ) {
        mistakes.append(Diagnostic(code, message, at: location, remedy: remedy, notes: notes))
    }

    /// Reads a value as that of a word, for the messages.
    mutating func within<Result>(
        _ name: String, takes: ValueShape, _ body: (inout Decoding) -> Result
    ) -> Result {
        trail.append((name, takes))
        defer { trail.removeLast() }
        return body(&self)
    }

    /// Reads a mapping's entries by a table of words, and reports those that are not in it.
    mutating func words<Draft>(_ node: Node, of table: WordTable<Draft>, into draft: inout Draft) {
        guard let entries = node.entries else { return wrongType(node) }
        var unknown: [Node.Entry] = []
        for entry in entries {
            guard let word = table[entry.key.text] else {
                unknown.append(entry)
                continue
            }
            draft.given[word.name] = entry.key.location
            within(word.name, takes: word.takes) { word.read(entry.value, &draft, &$0) }
        }
        for entry in unknown { guess(entry, in: table, into: &draft) }
    }

    /// Reports an unknown word, and reads its value as that of the word that was surely meant, so that the mistakes below
    /// it are found in the same go.
    private mutating func guess<Draft>(_ entry: Node.Entry, in table: WordTable<Draft>, into draft: inout Draft) {
        guard let meant = reportUnknown(entry, in: table.outline), draft.given[meant] == nil else { return }
        // What was meant counts as given, so that its absence is not a second mistake.
        draft.given[meant] = entry.key.location
        draft.guessed.insert(meant)
        guard let word = table[meant], table.outline.isSure(of: meant, for: entry.key.text) else { return }
        let count = mistakes.count
        within(word.name, takes: word.takes) { word.read(entry.value, &draft, &$0) }
        // Another program's word takes what it takes there: only what stands below it is looked at.
        if Spelling.distance(meant, entry.key.text) > 1 {
            let below = mistakes[count...].filter { $0.location != entry.value.location }
            mistakes.replaceSubrange(count..., with: below)
        }
    }

    /// Reads a map whose keys are the user's own; nothing at all is an empty one where `allowsNothing`.
    mutating func map<Element>(
        _ node: Node, allowsNothing: Bool = false, element shape: ValueShape? = nil,
        _ read: (Node.Entry, inout Decoding) -> Element?
    ) -> [Element] {
        if allowsNothing, node.isNull { return [] }
        guard let entries = node.entries else {
            wrongType(node)
            return []
        }
        let takes = shape ?? takes
        return entries.compactMap { entry in
            within(entry.key.text, takes: takes) { read(entry, &$0) }
        }
    }

    /// Reads a list; `nil` if it is none, or an element cannot be read.
    mutating func list<Element>(_ node: Node, _ read: (Node, inout Decoding) -> Element?) -> [Element]? {
        guard case .sequence(let nodes) = node.content else {
            wrongType(node)
            return nil
        }
        if let element = takes.element {
            return within(word, takes: element) { decoding in Self.all(nodes.map { read($0, &decoding) }) }
        }
        return Self.all(nodes.map { read($0, &self) })
    }

    private static func all<Element>(_ values: [Element?]) -> [Element]? {
        let whole = values.compactMap { $0 }
        return whole.count == values.count ? whole : nil
    }

    mutating func wrongType(_ node: Node, remedy: String? = nil) {
        if node.isUnknown { return }
        if trail.isEmpty {
            let words = ValueShape.alternatives(Language.stack.words.map { "`\($0.name)`" })
            report(
                .wrongType, "a stack file is a map, not \(node.kind)", at: node.location,
                remedy: "Begin with one of its words: \(words).")
        } else if node.isNull {
            let comment = comment(insteadOf: node)
            report(
                .missingValue, "\(word.excerpt) has no value", at: node.location,
                remedy: comment != nil
                    ? "Put it into quotes: # begins a comment."
                    : "It takes \(takes)" + (takes.isMap && node.isLeftEmpty ? ", indented below it." : "."),
                notes: comment.map { [Diagnostic.Note("the comment is this", at: $0)] } ?? [])
        } else {
            report(
                .wrongType, "\(word.excerpt) takes \(takes), not \(node.kind)", at: node.location,
                remedy: remedy ?? self.remedy(for: node))
        }
    }

    /// - Returns: The word of the same table that was meant, if that is plain.
    private mutating func reportUnknown(_ entry: Node.Entry, in table: WordTableOutline) -> String? {
        let key = entry.key
        let message = "\(key.text.excerpt) is not a word of \(table.title)"
        guard mistakes.count < TreeLimits.suggestions else {
            report(.unknownKey, message, at: key.location, remedy: "Remove it.")
            return nil
        }
        if let slip = slip(in: entry, of: table) {
            report(.unknownKey, message, at: key.location, remedy: slip)
            return nil
        }
        let near = table.nearest(to: key.text)
        let remedy: String
        if let near, Spelling.distance(near, key.text) <= 1 {
            remedy = "Did you mean `\(near)`?"
        } else if let home = Language.home(of: key.text, outside: table.title) {
            let belongs = "`\(home.word)` belongs to \(home.place)"
            remedy = near.map { "Did you mean `\($0)`? \(belongs)." } ?? "Move it: \(belongs)."
        } else if let near {
            remedy = "Did you mean `\(near)`?"
        } else {
            remedy = "Remove it; known here: \(table.words.map(\.name).joined(separator: ", "))."
        }
        report(.unknownKey, message, at: key.location, remedy: remedy)
        return near
    }
}
