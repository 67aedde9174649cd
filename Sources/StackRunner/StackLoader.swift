import Diagnostics
import StackFile
import StackModel

/// The first stage: the stack file, found, read and checked.
struct StackLoader: Sendable {
    /// A stack with what is needed to speak of its places.
    struct Loaded: Sendable {
        var stack: Stack
        /// The stack file's path as locations name it.
        var path: String
        var sources: [String: SourceText]
    }

    /// As the user named it; `nil` means to look for it.
    var file: String?
    var environment: [String: String] = ProcessEnvironment.variables

    /// - Returns: `nil` after an error in `collector`; its `sources` are given to `failed` then.
    func load(collector: inout DiagnosticCollector, sources: inout [String: SourceText]) -> Loaded? {
        guard let path = StackFileLocator().locate(named: file, collector: &collector) else { return nil }
        let reader = StackFileReader(environment: environment)
        let stack = reader.read(path: path, collector: &collector)
        sources[path] = reader.text.map(SourceText.init)
        return stack.map { Loaded(stack: $0, path: path, sources: sources) }
    }
}
