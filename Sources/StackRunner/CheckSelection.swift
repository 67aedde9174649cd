import Diagnostics
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
            let listed = known.map { "\"\($0)\"" }.joined(separator: ", ")
            throw Diagnostic(
                "R003", "no check is called \"\(unknown)\"",
                remedy: known.isEmpty ? "this stack file has no checks" : "choose from: \(listed)")
        }
        var stack = stack
        stack.checks.removeAll { !names.contains($0.name.value) }
        return stack
    }
}
