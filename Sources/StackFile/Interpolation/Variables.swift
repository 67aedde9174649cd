/// The variables that `${NAME}` can name: the environment's, then those of `.env`.
struct Variables {
    let environment: [String: String]
    let file: [String: String]

    /// The environment wins over `.env`, as in Compose.
    subscript(_ name: String) -> String? { environment[name] ?? file[name] }

    /// A set variable whose name is close to one that is not set.
    func nearest(to name: String) -> String? {
        Spelling.nearest(to: name, in: Set(file.keys).union(environment.keys).sorted())
    }
}
