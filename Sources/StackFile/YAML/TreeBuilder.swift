internal import Diagnostics

/// libyaml's events made into a tree in which every value knows its place.
///
/// A mistake of syntax ends the reading, since nothing after it can be trusted; others are collected.
struct TreeBuilder: ~Copyable {
    /// What an anchor stands for; `nil` while it is still being read.
    private var anchors: [String: Node?] = [:]
    /// Where each anchor stands that no alias has named yet.
    private var unused: [String: SourceLocation] = [:]
    private var parser: YAMLParser
    private let source: YAMLSource
    private var nodes = 0
    private(set) var mistakes: [Diagnostic] = []
    /// Whether any value says what is to become of an earlier file's.
    private(set) var hasOverrideTags = false

    init?(_ bytes: some Collection<UInt8>, source: YAMLSource) {
        guard let parser = YAMLParser(bytes) else { return nil }
        self.parser = parser
        self.source = source
    }

    /// The one document's root; `nil` of an empty file.
    mutating func build() throws(Diagnostic) -> Node? {
        var root: Node?
        var documents = 0
        while true {
            let event = try next()
            switch event.kind {
            case .streamEnd:
                for (name, place) in unused { reportUnused(name, at: place) }
                return root
            case .documentStart:
                documents += 1
                if documents > 1 {
                    throw Diagnostic(
                        .severalDocuments, "a second YAML document begins here", at: source.location(event.span),
                        remedy: "Keep one stack a file, and remove the line `---`.")
                }
            case .documentEnd, .other: continue
            default: root = try node(from: event, depth: 0)
            }
        }
    }

    private mutating func next() throws(Diagnostic) -> YAMLEvent {
        do {
            return try parser.next()
        } catch {
            throw error.diagnostic(in: source)
        }
    }

    private mutating func node(from event: YAMLEvent, depth: Int) throws(Diagnostic) -> Node {
        if let anchor = event.anchor {
            if let place = unused[anchor] { reportUnused(anchor, at: place) }
            anchors[anchor] = .some(nil)
            unused[anchor] = source.location(
                event.span.lowerBound..<(event.span.lowerBound + anchor.unicodeScalars.count + 1))
        }
        var node: Node
        switch event.kind {
        case .alias(let name): return try alias(name, event: event)
        case .scalar(let text, let isPlain):
            node = Node(
                content: .scalar(Node.Scalar(text: text, isPlain: isPlain)), span: event.span,
                location: source.location(event.span), weight: 1)
            try count(1, at: node.location)
            if isPlain {
                warnOfQuotes(text, at: node.location)
                warnOfEntry(inside: text, event.span)
            }
        case .sequenceStart(let isFlow): node = try sequence(event, isFlow: isFlow, depth: depth)
        case .mappingStart(let isFlow): node = try mapping(event, isFlow: isFlow, depth: depth)
        default: throw Diagnostic(.badYAML, "a value was expected here", at: source.location(event.span))
        }
        if let tag = event.tag { apply(tag, to: &node, at: event.span) }
        if let anchor = event.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func sequence(_ start: YAMLEvent, isFlow: Bool, depth: Int) throws(Diagnostic) -> Node {
        try enter(depth, at: start.span)
        var elements: [Node] = []
        var weight = 1
        while true {
            let event = try next()
            if case .collectionEnd = event.kind {
                let span = start.span.lowerBound..<max(start.span.upperBound, event.span.upperBound)
                return Node(
                    content: .sequence(elements), span: span,
                    location: source.location(isFlow ? span : span.lowerBound..<(span.lowerBound + 1)), weight: weight)
            }
            let element = try node(from: event, depth: depth + 1)
            weight += element.weight
            elements.append(element)
        }
    }

    private mutating func mapping(_ start: YAMLEvent, isFlow: Bool, depth: Int) throws(Diagnostic) -> Node {
        try enter(depth, at: start.span)
        var entries = MappingEntries()
        var isWhole = true
        while true {
            let event = try next()
            if case .collectionEnd = event.kind {
                let span = start.span.lowerBound..<max(start.span.upperBound, event.span.upperBound)
                let first = entries.firstKeyLocation
                let merged = entries.finish(&mistakes)
                return Node(
                    content: .mapping(merged), span: span,
                    location: isFlow ? source.location(span) : first ?? source.location(start.span),
                    weight: merged.reduce(1) { $0 + $1.value.weight }, isUnknown: !isWhole)
            }
            let key = try node(from: event, depth: depth + 1)
            var value = try node(from: try next(), depth: depth + 1)
            guard let name = key.scalar else {
                isWhole = false
                mistakes.append(
                    Diagnostic(
                        .badKey, "a key must be plain text, not \(key.kind)", at: key.location,
                        remedy: key.entries == nil
                            ? "Put a text that holds [ or ] into quotes."
                            : "Put a text that holds { or } into quotes; a variable is written \"${NAME}\"."))
                continue
            }
            if value.span.isEmpty, value.isNull { value.location = key.location }
            entries.append(
                Node.Entry(key: Node.Key(text: name.text, location: key.location), value: value),
                isMerge: name.text == "<<" && name.isPlain, &mistakes)
        }
    }

    private mutating func alias(_ name: String, event: YAMLEvent) throws(Diagnostic) -> Node {
        let location = source.location(event.span)
        guard let anchored = anchors[name] else {
            let known = Array(anchors.keys).sorted()
            let later = source.location(of: "&\(name)", from: event.span.upperBound)
            throw Diagnostic(
                .badAlias, "no anchor &\(name) stands before this alias", at: location,
                remedy: later != nil
                    ? "Move what the anchor names before its aliases."
                    : Spelling.nearest(to: name, in: known).map { "Did you mean *\($0)?" }
                        ?? "Put a text that begins with * into quotes; an anchor is known in its own file only.",
                notes: later.map { [Diagnostic.Note("the anchor stands here, after it", at: $0)] } ?? [])
        }
        unused[name] = nil
        guard let node = anchored else {
            throw Diagnostic(
                .badAlias, "*\(name) stands inside the value that it is an alias of", at: location,
                remedy: "Write out what is meant here, or put the text into quotes.")
        }
        try count(node.weight, at: location)
        return node
    }

    private mutating func reportUnused(_ name: String, at location: SourceLocation) {
        mistakes.append(
            Diagnostic(
                .unusedAnchor, "&\(name) names an anchor, and no alias refers to it", at: location,
                remedy: "Remove it, or put a text that begins with & into quotes."))
    }

    /// Quotes of a word processor are letters to YAML.
    private mutating func warnOfQuotes(_ text: String, at location: SourceLocation) {
        guard let first = text.unicodeScalars.first, Self.isQuote(first), let last = text.unicodeScalars.last,
            Self.isQuote(last), text.unicodeScalars.count > 1
        else { return }
        let inner = String(text.unicodeScalars.dropFirst().dropLast())
        mistakes.append(
            Diagnostic(
                .surprisingValue, "these quotes are not YAML's, and are a part of the text", at: location,
                remedy: "Write \"\(inner)\"."))
    }

    /// A `- b` that is indented more than the value above it is the rest of that value's text.
    private mutating func warnOfEntry(inside text: String, _ span: Range<Int>) {
        var previous: UInt8 = 0
        var hasDash = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "-"), previous == UInt8(ascii: " ") {
                hasDash = true
                break
            }
            previous = byte
        }
        guard hasDash, let line = source.entryLine(in: span) else { return }
        mistakes.append(
            Diagnostic(
                .surprisingValue, "this line is no entry of a list, but the rest of the text above it",
                at: source.location(line),
                remedy: "Indent it like the entries of the list, or put all of the text into quotes.",
                notes: [Diagnostic.Note("the text begins here", at: source.location(span))]))
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{2018}"..."\u{201A}", "\u{201C}"..."\u{201E}": true
        default: false
        }
    }

    private mutating func count(_ weight: Int, at location: SourceLocation) throws(Diagnostic) {
        nodes += weight
        if nodes > TreeLimits.nodes {
            throw Diagnostic(
                .tooMuchYAML, "the file has more than \(TreeLimits.nodes) values, aliases expanded", at: location,
                remedy: "Use fewer aliases of large values, or make several stacks of it.")
        }
    }

    private mutating func enter(_ depth: Int, at span: Range<Int>) throws(Diagnostic) {
        if depth >= TreeLimits.depth {
            throw Diagnostic(
                .tooMuchYAML, "lists and maps are nested more than \(TreeLimits.depth) deep",
                at: source.location(span),
                remedy: "Look for a bracket that is written again and again; no word needs so many.")
        }
        try count(1, at: source.location(span))
    }

    /// YAML's own tags (YAML 1.2.2, 10) may say what a value is already, or make a text of it.
    private mutating func apply(_ tag: String, to node: inout Node, at span: Range<Int>) {
        if let override = OverrideTag(rawValue: tag) {
            node.overrideTag = override
            // What is to go away is not looked at.
            node.isUnknown = override == .reset
            hasOverrideTags = true
            return
        }
        let core = "tag:yaml.org,2002:"
        let name = tag.hasPrefix(core) ? String(tag.dropFirst(core.count)) : tag
        let fits: Bool
        switch (name, node.content) {
        case ("str", .scalar(var scalar)), ("!", .scalar(var scalar)):
            scalar.isPlain = false
            node.content = .scalar(scalar)
            return
        case ("map", .mapping), ("seq", .sequence), ("!", .mapping), ("!", .sequence): return
        case (_, .scalar(let scalar)):
            switch (name, CoreSchema.resolve(scalar.text)) {
            case ("null", .null), ("bool", .boolean), ("int", .number), ("float", .number), ("float", .unboundedNumber):
                fits = true
                node.content = .scalar(Node.Scalar(text: scalar.text, isPlain: true))
            default: fits = false
            }
        default: fits = false
        }
        if !fits {
            mistakes.append(
                Diagnostic(
                    .badTag, "the tag \((tag.hasPrefix(core) ? "!!" + name : tag).excerpt) does not fit here",
                    at: node.location, remedy: "Remove the tag; put a text into quotes instead."))
        }
    }
}
