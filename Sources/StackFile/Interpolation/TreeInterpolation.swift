internal import Diagnostics

/// Replaces the variables in every value of a tree; keys stay as they are.
struct TreeInterpolation {
    let variables: Variables
    let sources: YAMLSources
    private(set) var mistakes: [Diagnostic] = []
    private(set) var mask = DiagnosticMask()
    /// The variables of `.env` that the file uses.
    private(set) var used: Set<String> = []

    init(variables: Variables, sources: YAMLSources) {
        self.variables = variables
        self.sources = sources
    }

    mutating func apply(to node: Node) -> Node {
        var result = node
        switch node.content {
        case .scalar(let scalar):
            guard scalar.text.contains("${") else { return node }
            let (text, problems) = Interpolator { [variables] in variables[$0] }.expand(scalar.text)
            for problem in problems where mistakes.count < TreeLimits.suggestions || problem == problems.first {
                report(problem, in: node)
            }
            for name in variables.file.keys where Self.mentions(name, in: scalar.text) {
                used.insert(name)
                mask.add(name, variables[name] ?? "", at: node.location)
            }
            // A value that cannot be known must not lead to further mistakes about what it is.
            result.content = .scalar(Node.Scalar(text: text, isPlain: scalar.isPlain))
            result.isUnknown = !problems.isEmpty
        case .sequence(let elements): result.content = .sequence(elements.map { apply(to: $0) })
        case .mapping(let entries):
            result.content = .mapping(entries.map { Node.Entry(key: $0.key, value: apply(to: $0.value)) })
        }
        return result
    }

    private static func mentions(_ name: String, in text: String) -> Bool {
        text.ranges(of: "${" + name).contains { range in
            guard let next = text[range.upperBound...].unicodeScalars.first else { return true }
            return !Interpolator.isNamePart(next, first: false)
        }
    }

    private mutating func report(_ problem: Interpolator.Problem, in node: Node) {
        let location =
            sources[node].location(ofOccurrence: problem.occurrence, of: "${", in: node.span, length: problem.length)
            ?? node.location
        let variables = mistakes.count < TreeLimits.suggestions ? variables : nil
        mistakes.append(problem.diagnostic(at: location, variables: variables))
    }
}
