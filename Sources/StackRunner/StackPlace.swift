internal import Diagnostics
import Glibc
import Supervision

/// Where a stack keeps its state, without its file being read.
package struct StackPlace: Sendable {
    /// The (first) stack file, as the user named it, or as it was found.
    package let file: String
    package let stateDirectory: String

    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    /// - Returns: `nil` where there is none, and no stack that is up without one.
    package init?(files: [String]) {
        var collector = DiagnosticCollector()
        if let path = StackFileLocator().locate(named: files, collector: &collector)?.first, access(path, F_OK) == 0 {
            file = path
            stateDirectory = Self.stateDirectory(of: path)
        } else if files.isEmpty, let state = StackFileLocator().locateState(),
            RunPresence.holder(ofStateDirectory: state) != nil
        {
            // It was removed, or moved, while its stack was up.
            file = state.dropLast(".devstack".utf8.count) + StackFileLocator.names[0]
            stateDirectory = state
        } else {
            return nil
        }
    }

    /// Beside the (first) stack file.
    static func stateDirectory(of path: String) -> String {
        path.lastIndex(of: "/").map { path[...$0] + ".devstack" } ?? ".devstack"
    }

    /// The process that runs the stack, as its lock tells; `nil` while none does.
    package var holder: Int32? { RunPresence.holder(ofStateDirectory: stateDirectory) }

    /// Whether the stack's state is closed to this user.
    package var isClosed: Bool { access(stateDirectory, R_OK | X_OK) != 0 && errno == EACCES }

    /// Whether a path leads to the same file.
    package func isFile(_ path: String) -> Bool {
        var (own, other) = (stat(), stat())
        guard stat(file, &own) == 0, stat(path, &other) == 0 else { return true }
        return own.st_dev == other.st_dev && own.st_ino == other.st_ino
    }
}
