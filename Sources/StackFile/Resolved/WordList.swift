internal import StackModel

/// A map of a resolved stack while it is made: each word with the part of the stack files that gave it.
struct WordList {
    /// What the files say: a map, a short form of it, or nothing.
    let node: Node?
    let finder: OriginFinder
    private let children: [String: Node]
    private var entries: [ResolvedValue.Entry] = []

    init(_ node: Node?, finder: OriginFinder) {
        self.node = node
        self.finder = finder
        children = Dictionary(
            (node?.entries ?? []).map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    var value: ResolvedValue { .map(entries) }

    /// What the files say of a word; of the one that a short form stands for, the short form.
    func node(_ word: String, isShort: Bool = false) -> Node? {
        if isShort, let node, node.entries == nil { return node }
        return children[word]
    }

    /// Leaves out a map or list that is empty: it says the same as none.
    mutating func add(_ word: String, _ value: ResolvedValue) {
        switch value {
        case .list(let elements, _) where elements.isEmpty: return
        case .map(let entries) where entries.isEmpty: return
        default: entries.append(ResolvedValue.Entry(name: word, value: value))
        }
    }

    /// - Parameter isShort: Whether the map's short form gives this word.
    mutating func add(_ word: String, _ value: JSONValue?, isShort: Bool = false) {
        guard let value else { return }
        add(word, .scalar(value, finder.origin(of: node(word, isShort: isShort))))
    }

    mutating func add(_ word: String, _ text: String?, isShort: Bool = false) {
        add(word, text.map(JSONValue.string), isShort: isShort)
    }

    mutating func add(_ word: String, _ number: Int?) {
        add(word, number.map { JSONValue.number(JSONNumber($0)) })
    }

    mutating func add(_ word: String, _ texts: [String], isShort: Bool = false) {
        add(word, finder.list(texts.map(JSONValue.string), at: node(word, isShort: isShort)))
    }

    mutating func add(_ word: String, _ duration: Duration) { add(word, DurationText.written(duration)) }

    /// A map whose keys are the user's own.
    mutating func addMap<Element>(
        _ word: String, _ elements: [Element], _ write: (Element, WordList) -> ResolvedValue.Entry
    ) {
        let inner = WordList(node(word), finder: finder)
        add(word, .map(elements.map { write($0, inner) }))
    }
}

extension OriginFinder {
    /// A list whose elements have their own origins where the files have a list too.
    func list(_ values: [JSONValue], at node: Node?) -> ResolvedValue {
        let whole = origin(of: node)
        guard case .sequence(let elements)? = node?.content, elements.count == values.count else {
            return .list(values.map { .scalar($0, whole) }, whole)
        }
        return .list(zip(values, elements).map { json($0, at: $1) }, whole)
    }

    /// A value of JSON, as deep as it is.
    func json(_ value: JSONValue, at node: Node?) -> ResolvedValue {
        switch value {
        case .array(let values): return list(values, at: node)
        case .object(let members):
            let inner = WordList(node, finder: self)
            return .map(
                members.map {
                    ResolvedValue.Entry(name: $0.name, value: json($0.value, at: inner.node($0.name, isShort: true)))
                })
        default: return .scalar(value, origin(of: node))
        }
    }
}
