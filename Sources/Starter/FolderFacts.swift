package import StackModel

/// What a folder holds, in so far as it suggests services.
package struct FolderFacts: Sendable {
    /// The folder's name.
    package var name: String
    /// Relative paths that exist, of those that are asked for: `FolderFacts.paths`.
    package var existing: Set<String>
    /// `package.json`, if it is there and is JSON.
    package var packageJSON: JSONValue?
    package var procfile: String?
    /// Compose's file by its name, and as data; `nil` where there is none that can be read.
    package var compose: (name: String, value: JSONValue)?

    package init(
        name: String, existing: Set<String> = [], packageJSON: JSONValue? = nil, procfile: String? = nil,
        compose: (name: String, value: JSONValue)? = nil
    ) {
        self.name = name
        self.existing = existing
        self.packageJSON = packageJSON
        self.procfile = procfile
        self.compose = compose
    }

    /// Further paths whose existence matters: those of files that Compose's file names.
    package static func paths(inCompose value: JSONValue) -> [String] { ComposeEnvironmentFiles.paths(in: value) }

    /// In the order in which Compose itself looks for them.
    package static let composeNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]

    /// Every path whose existence matters.
    package static let paths =
        composeNames + [
            "package.json", "Procfile", "manage.py", "index.html", "site/index.html", "data/items.csv",
            "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb", ".venv/bin/python", "venv/bin/python",
        ]
}
