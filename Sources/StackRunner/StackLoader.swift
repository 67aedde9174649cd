internal import Diagnostics
import StackFile
internal import StackModel

/// The first stage: the stack file, or several of them, found, read and checked.
struct StackLoader: Sendable {
    struct Loaded: Sendable {
        var stack: Stack
        /// The stack files' paths as locations name them, at least one.
        var paths: [String]
    }

    /// As the user named them; none means to look for one.
    var files: [String]
    var environment: [String: String] = ProcessEnvironment.variables
    /// Gives the numbers of ports; without it they are those of the stack that is up, if it is.
    var ports: PortSource?

    /// - Parameter sources: gets the text of every file that a location may name.
    /// - Returns: `nil` after an error in `collector`.
    func load(collector: inout DiagnosticCollector, sources: inout [String: SourceText]) -> Loaded? {
        guard let paths = StackFileLocator().locate(named: files, collector: &collector) else { return nil }
        let ports = ports ?? paths.first.flatMap { PortRecord(ofRunIn: StackPlace.stateDirectory(of: $0)) }?.source
        let reader = StackFileReader(environment: environment, ports: ports ?? { $0.map { _ in nil } })
        var texts: [String: String] = [:]
        let stack = reader.read(paths: paths, collector: &collector, sources: &texts)
        sources = texts.mapValues(SourceText.init)
        return stack.map { Loaded(stack: $0, paths: paths) }
    }

    /// The same with its mistakes on the console, which knows the files' lines and what to mask from then on.
    func load(onto console: Console, collector: inout DiagnosticCollector) -> Stack? {
        var sources: [String: SourceText] = [:]
        let loaded = load(collector: &collector, sources: &sources)
        console.know(sources: sources, directory: loaded?.stack.directory ?? "")
        console.show(collector.diagnostics)
        guard let stack = loaded?.stack, !collector.hasErrors else { return nil }
        console.know(secrets: stack.secrets)
        return stack
    }

    /// The same, with the stack in the language's own words and each value's origin.
    func resolve(
        collector: inout DiagnosticCollector, sources: inout [String: SourceText]
    ) -> (stack: Stack, value: ResolvedValue)? {
        guard let paths = StackFileLocator().locate(named: files, collector: &collector) else { return nil }
        var texts: [String: String] = [:]
        defer { sources = texts.mapValues(SourceText.init) }
        return StackFileReader(environment: environment)
            .resolve(paths: paths, collector: &collector, sources: &texts)
    }
}
