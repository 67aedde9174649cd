import Glibc

/// A path without symbolic links (realpath(3)).
enum RealPath {
    /// `nil` when nothing is there.
    static func of(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
