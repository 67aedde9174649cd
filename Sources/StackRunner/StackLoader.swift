internal import Diagnostics
import StackFile
internal import StackModel

/// The first stage: the stack file, found, read and checked.
struct StackLoader: Sendable {
    struct Loaded: Sendable {
        var stack: Stack
        /// The stack file's path as locations name it.
        var path: String
    }

    /// As the user named it; `nil` means to look for it.
    var file: String?
    var environment: [String: String] = ProcessEnvironment.variables

    /// - Parameter sources: gets the text of every file that a location may name.
    /// - Returns: `nil` after an error in `collector`.
    func load(collector: inout DiagnosticCollector, sources: inout [String: SourceText]) -> Loaded? {
        guard let path = StackFileLocator().locate(named: file, collector: &collector) else { return nil }
        let reader = StackFileReader(environment: environment)
        var texts: [String: String] = [:]
        let stack = reader.read(path: path, collector: &collector, sources: &texts)
        sources = texts.mapValues(SourceText.init)
        return stack.map { Loaded(stack: $0, path: path) }
    }
}
