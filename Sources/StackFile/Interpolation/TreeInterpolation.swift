internal import Diagnostics
internal import StackModel

/// Replaces the variables in every value of a tree; keys stay as they are.
struct TreeInterpolation {
    let variables: Variables
    let ports: PortNumbers
    let sources: YAMLSources
    private(set) var mistakes: [Diagnostic] = []
    private(set) var mask = DiagnosticMask()
    /// The variables of `.env` that the file uses.
    private(set) var used: Set<String> = []
    /// Those of them that stand in a command given as one text, which is split into its words.
    private(set) var usedInCommands: Set<String> = []
    /// How many bytes of variables' values the tree holds by now.
    private var expandedBytes = 0

    init(variables: Variables, ports: PortNumbers = PortNumbers(), sources: YAMLSources) {
        self.variables = variables
        self.ports = ports
        self.sources = sources
    }

    mutating func apply(to node: Node) -> Node { replaced(node) ?? node }

    /// `nil` of a node without variables, which most are: it is not copied.
    private mutating func replaced(_ node: Node, isCommand: Bool = false) -> Node? {
        let content: Node.Content
        var isUnknown = node.isUnknown
        switch node.content {
        case .scalar(let scalar):
            guard Interpolator.concerns(scalar.text) else { return nil }
            guard let (text, problems) = expanded(scalar.text, in: node) else {
                content = .scalar(Node.Scalar(text: "", isPlain: scalar.isPlain))
                isUnknown = true
                break
            }
            for problem in problems where mistakes.count < TreeLimits.suggestions || problem == problems.first {
                report(problem, in: node)
            }
            for name in Set(Interpolator.names(in: scalar.text)) where variables.file[name] != nil {
                let value = variables[name] ?? ""
                used.insert(name)
                if isCommand { usedInCommands.insert(name) }
                // Of a value that cannot be known nothing is said.
                guard problems.isEmpty else { continue }
                mask.add(name, value, words: isCommand ? CommandWords.parts(of: value) : [], at: node.location)
            }
            // A value that cannot be known must not lead to further mistakes about what it is.
            content = .scalar(Node.Scalar(text: text, isPlain: scalar.isPlain))
            isUnknown = !problems.isEmpty
        case .sequence(let elements):
            var changed: [Node]?
            for index in elements.indices {
                if let element = replaced(elements[index]) { Self.set(element, at: index, of: elements, in: &changed) }
            }
            guard let changed else { return nil }
            content = .sequence(changed)
        case .mapping(let entries):
            var changed: [Node.Entry]?
            for index in entries.indices {
                let key = entries[index].key
                guard let value = replaced(entries[index].value, isCommand: key.text == "command") else { continue }
                let entry = Node.Entry(key: key, value: value)
                Self.set(entry, at: index, of: entries, in: &changed)
            }
            guard let changed else { return nil }
            content = .mapping(changed)
        }
        var result = node
        result.content = content
        result.isUnknown = isUnknown
        return result
    }

    /// `nil` where all that the variables stand for is too much, which is a mistake once.
    private mutating func expanded(_ text: String, in node: Node) -> (String, [Interpolator.Problem])? {
        let limit = TreeLimits.expansion
        guard expandedBytes <= limit else { return nil }
        var bytes = expandedBytes
        var last = ""
        let result = Interpolator { [variables, ports] name in
            guard bytes <= limit else { return "" }
            if name.hasPrefix(NamedPort.prefix) { return ports.number(of: name).map { "\($0)" } }
            let value = variables[name]
            bytes += value?.utf8.count ?? 0
            if bytes > limit { last = name }
            return bytes > limit ? "" : value
        }.expand(text)
        expandedBytes = bytes
        if bytes <= limit { return result }
        mistakes.append(
            Diagnostic(
                .tooMuchYAML, "with ${\(last)} here, the values of variables are more than \(limit >> 20) MiB in all",
                at: node.location, remedy: "Name it in fewer places, or give it a shorter value."))
        return nil
    }

    private static func set<Element>(
        _ element: Element, at index: Int, of whole: [Element], in changed: inout [Element]?
    ) {
        if changed == nil { changed = whole }
        changed?[index] = element
    }

    private mutating func report(_ problem: Interpolator.Problem, in node: Node) {
        let location =
            sources[node].location(ofOccurrence: problem.occurrence, of: "${", in: node.span, length: problem.length)
            ?? node.location
        let suggests = mistakes.count < TreeLimits.suggestions
        mistakes.append(
            problem.diagnostic(
                at: location, variables: suggests ? variables : nil, ports: suggests ? ports.references : []))
    }
}
