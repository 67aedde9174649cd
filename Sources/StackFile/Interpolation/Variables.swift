internal import Diagnostics
internal import StackModel

/// The variables that `${NAME}` can name: the environment's, then those of `.env`.
struct Variables {
    let environment: [String: String]
    let file: [String: String]

    /// The environment wins over `.env`, as in Compose.
    subscript(_ name: String) -> String? { environment[name] ?? file[name] }

    /// What `.env` sets of these, but the names of hosts that the stack's certificates tell everybody.
    func secrets(of names: Set<String>, except stack: StackDraft) -> SecretMask {
        let used = names.filter { file[$0] != nil }.compactMap { self[$0] }
        if used.isEmpty { return SecretMask() }
        let known = Set(stack.certificates.flatMap { $0.names.map(\.value.description) })
        return SecretMask(used.filter { !known.contains($0) })
    }

    /// A set variable whose name is close to one that is not set.
    func nearest(to name: String) -> String? {
        Spelling.nearest(to: name, in: Set(file.keys).union(environment.keys).sorted())
    }
}
