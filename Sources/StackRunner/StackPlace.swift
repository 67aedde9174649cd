internal import Diagnostics

/// Where a stack keeps its state, without its file being read.
package enum StackPlace {
    /// - Parameter files: the stack files as the user named them; without any it is looked for.
    /// - Returns: `nil` where there is none.
    package static func stateDirectory(files: [String]) -> String? {
        var collector = DiagnosticCollector()
        guard let path = StackFileLocator().locate(named: files, collector: &collector)?.first else { return nil }
        guard let slash = path.lastIndex(of: "/") else { return ".devstack" }
        return path[...slash] + ".devstack"
    }
}
