internal import Diagnostics
internal import StackModel

/// The checks that were asked for by name.
struct CheckSelection {
    let names: [String]

    /// The stack with these checks alone, in the order of the file; all of them when no name was given.
    ///
    /// - Throws: a `Diagnostic` that names the checks there are, when one of the names is of none.
    func applied(to stack: Stack) throws(Diagnostic) -> Stack {
        guard !names.isEmpty else { return stack }
        let known = stack.checks.map(\.name.value)
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw Diagnostic.unknownCheck(unknown, remedy: Self.remedy(for: unknown, known))
        }
        var stack = stack
        stack.checks.removeAll { !names.contains($0.name.value) }
        return stack
    }

    /// How many names are listed where none is close.
    private static let listed = 10

    static func remedy(for unknown: String, _ known: [String]) -> String {
        if known.isEmpty { return "This stack file has no checks." }
        if let near = Spelling.nearest(to: unknown, in: known) { return "Did you mean \"\(near)\"?" }
        let list = known.prefix(listed).map { "\"\($0)\"" }.joined(separator: ", ")
        return "Choose from: \(list)" + (known.count > listed ? ", and \(known.count - listed) more." : ".")
    }
}
