internal import Diagnostics
import Glibc

/// Finds the stack file: the ones that were named, or `devstack.yaml` here or in a folder above.
struct StackFileLocator {
    static let names = ["devstack.yaml", "devstack.yml"]

    /// - Returns: the paths as they are to be shown to the user, at least one, or `nil` after a diagnostic.
    func locate(named paths: [String], collector: inout DiagnosticCollector) -> [String]? {
        if !paths.isEmpty { return paths }
        guard let here = Self.workingDirectory() else {
            collector.report(.noCurrentFolder())
            return nil
        }
        if let path = Self.firstPath(of: Self.names, from: here) { return [path] }
        collector.report(.noStackFile(in: here))
        return nil
    }

    /// The state of a stack here or in a folder above, whose file may be gone.
    func locateState() -> String? {
        Self.workingDirectory().flatMap { Self.firstPath(of: [".devstack/lock"], from: $0) }
            .map { String($0.dropLast("/lock".utf8.count)) }
    }

    /// From this folder upwards; the path begins with `../` where it leads up.
    private static func firstPath(of names: [String], from here: String) -> String? {
        var prefix = ""
        var folder = here
        while true {
            for name in names where access("\(folder)/\(name)", F_OK) == 0 { return prefix + name }
            guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
            prefix += "../"
        }
    }

    static func workingDirectory() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        // A path that is not UTF-8 cannot be named truly, and a repaired one is another path.
        return String(validatingCString: path)
    }
}
