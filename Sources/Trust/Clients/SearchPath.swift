import Glibc

/// The folders of `PATH`.
package struct SearchPath: Sendable {
    private let folders: [String]

    /// A missing one is that of execvp(3).
    package init(_ text: String?) {
        folders = (text ?? "/bin:/usr/bin").split(separator: ":").map(String.init)
    }

    /// Also the folders where programs for the administrator are, which a user's `PATH` may lack.
    package func withAdministration() -> SearchPath {
        SearchPath((folders + ["/usr/local/sbin", "/usr/sbin", "/sbin"]).joined(separator: ":"))
    }

    /// The path of a program that may be run.
    package func program(_ name: String) -> String? {
        folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
