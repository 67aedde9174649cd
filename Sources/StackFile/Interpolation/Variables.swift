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
    /// - Parameters:
    ///   - split: Those that stand in a command of one text, whose words are seen one by one.
    ///   - files: The values that `env_file` hands to programs; those that are services' names say nothing new.
    func secrets(
        of names: Set<String>, split: Set<String>, files: [String], except stack: StackDraft
    ) -> SecretMask {
        let used = names.filter { file[$0] != nil }.compactMap { self[$0] }
        if used.isEmpty, files.isEmpty { return SecretMask() }
        let words = split.filter { file[$0] != nil }.compactMap { self[$0] }.flatMap(CommandWords.parts)
        let known = Set(stack.certificates.flatMap { $0.names.map { $0.value.description.lowercased() } })
        let services = Set(stack.services.map(\.name.value))
        return SecretMask(
            (used + words + files.filter { !services.contains($0) }).filter { !known.contains($0.lowercased()) })
    }

    /// A set variable whose name is close to one that is not set.
    func nearest(to name: String) -> String? {
        Spelling.nearest(to: name, in: Set(file.keys).union(environment.keys).sorted())
    }
}
