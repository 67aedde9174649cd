/// What `devstack init` writes, and what it has to say.
package struct StarterPlan: Sendable, Equatable {
    package struct File: Sendable, Equatable {
        /// Relative to the folder.
        package var path: String
        package var text: String

        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The stack file comes last, so that what it names is there.
    package var files: [File]
    /// A sentence each.
    package var notes: [String]
}
