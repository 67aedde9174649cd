internal import Diagnostics
import Glibc

/// The files that `env_file` names, each read once, whichever services share it.
struct EnvironmentShelf {
    /// What stands before a path relative to the stack file's folder, as the user named that.
    private let prefix: String
    private let directory: String
    /// What `${NAME}` in a value names: the environment's, then those of `.env`.
    private let known: [String: String]
    private var variables: [String: [String: String]] = [:]
    private(set) var mistakes: [Diagnostic] = []
    /// Each file as it may stand beside a mistake, by the name that locations use.
    private(set) var shownTexts: [String: String] = [:]

    init(_ variables: Variables, directory: String, prefix: String) {
        self.prefix = prefix
        self.directory = directory
        known = variables.file.merging(variables.environment) { _, outer in outer }
    }

    /// Every value that any of the files sets.
    var values: [String] { variables.values.flatMap(\.values) }

    /// What a file sets; nothing where there is none.
    mutating func variables(of path: String) -> [String: String] {
        if let found = variables[path] { return found }
        let folder = directory == "/" ? "/" : directory + "/"
        let name = path.hasPrefix(folder) ? prefix + path.dropFirst(folder.count) : path
        var found: [String: String] = [:]
        if access(path, F_OK) == 0 {
            found = StackFileBytes.variables(
                in: path, named: name, environment: known, mistakes: &mistakes, sources: &shownTexts)
        }
        variables[path] = found
        return found
    }
}
