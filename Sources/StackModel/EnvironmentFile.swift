/// A file of variables for a service's program: `env_file`.
package struct EnvironmentFile: Sendable, Equatable {
    /// An absolute path.
    package var path: String
    /// Whether its absence is a mistake.
    package var isRequired: Bool

    package init(path: String, isRequired: Bool = true) {
        self.path = path
        self.isRequired = isRequired
    }
}
