internal import Diagnostics
internal import StackModel

/// The variables that `${NAME}` can name: the environment's, then those of `.env`.
struct Variables {
    let environment: [String: String]
    let file: [String: String]

    /// The environment wins over `.env`, as in Compose.
    subscript(_ name: String) -> String? { environment[name] ?? file[name] }

    /// What `.env` sets of these, but the names of hosts that the stack's certificates tell everybody.
    ///
    /// - Parameter split: Those that stand in a command of one text, whose words are seen one by one.
    func secrets(of names: Set<String>, split: Set<String>, except stack: StackDraft) -> SecretMask {
        let used = names.filter { file[$0] != nil }.compactMap { self[$0] }
        if used.isEmpty { return SecretMask() }
        let words = split.filter { file[$0] != nil }.compactMap { self[$0] }.flatMap(CommandWords.parts)
        let known = Set(stack.certificates.flatMap { $0.names.map { $0.value.description.lowercased() } })
        return SecretMask((used + words).filter { !known.contains($0.lowercased()) })
    }

    /// A set variable whose name is close to one that is not set.
    func nearest(to name: String) -> String? {
        Spelling.nearest(to: name, in: Set(file.keys).union(environment.keys).sorted())
    }
}
