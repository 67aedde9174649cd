package import Diagnostics
package import StackModel

/// Reads `devstack.yaml`: its bytes become a tree of located values, and the tree a `Stack` or a list of mistakes.
///
/// Several files become one tree: each changes what those before it say.
package struct StackFileReader: Sendable {
    private let environment: [String: String]
    private let ports: PortSource

    /// - Parameters:
    ///   - environment: What `${NAME}` in a value names, before `.env` beside the first stack file is asked.
    ///   - ports: Gives the numbers of ports; without it what the file leaves open stays so.
    package init(environment: [String: String], ports: @escaping PortSource = { $0.map { _ in nil } }) {
        self.environment = environment
        self.ports = ports
    }

    /// Reads the files, checks all of them, and fills in every default.
    ///
    /// - Parameters:
    ///   - paths: As the user named them, at least one; locations name them so too. Every path in any of them is
    ///     relative to the first one's folder.
    ///   - collector: Gets every mistake, in the order of the files.
    ///   - sources: Gets the text of each file that a location may name, by the name that it uses.
    /// - Returns: `nil` when there are errors.
    package func read(
        paths: [String], collector: inout DiagnosticCollector, sources: inout [String: String]
    ) -> Stack? {
        guard let (contents, directory) = contents(of: paths, &collector) else { return nil }
        return read(contents, directory: directory, collector: &collector, sources: &sources)
    }

    /// Reads the files as `read` does, and gives the stack in the language's own words too, with each value's origin.
    package func resolve(
        paths: [String], collector: inout DiagnosticCollector, sources: inout [String: String]
    ) -> (stack: Stack, value: ResolvedValue)? {
        guard let (contents, directory) = contents(of: paths, &collector) else { return nil }
        return resolve(contents, directory: directory, collector: &collector, sources: &sources)
    }

    private func contents(
        of paths: [String], _ collector: inout DiagnosticCollector
    ) -> ([StackFileContent], directory: String)? {
        var contents: [StackFileContent] = []
        for path in paths {
            do {
                contents.append(StackFileContent(path: path, bytes: try StackFileBytes.read(path)))
            } catch {
                collector.report(error)
            }
        }
        guard contents.count == paths.count, let first = paths.first else { return nil }
        return (contents, StackFileBytes.folder(of: first))
    }

    /// Reads one file.
    package func read(
        path: String, collector: inout DiagnosticCollector, sources: inout [String: String]
    ) -> Stack? {
        read(paths: [path], collector: &collector, sources: &sources)
    }

    /// The same without the texts.
    package func read(path: String, collector: inout DiagnosticCollector) -> Stack? {
        var sources: [String: String] = [:]
        return read(path: path, collector: &collector, sources: &sources)
    }

    /// Reads a stack file from memory.
    ///
    /// - Parameter directory: The absolute path that the file's own paths are relative to.
    package func read(
        bytes: [UInt8], path: String, directory: String, collector: inout DiagnosticCollector
    ) -> Stack? {
        var sources: [String: String] = [:]
        return read(
            [StackFileContent(path: path, bytes: bytes)], directory: directory, collector: &collector,
            sources: &sources)
    }

    func read(
        _ contents: [StackFileContent], directory: String, collector: inout DiagnosticCollector,
        sources: inout [String: String]
    ) -> Stack? {
        reading(contents, directory: directory, collector: &collector, sources: &sources)?.stack
    }

    func resolve(
        _ contents: [StackFileContent], directory: String, collector: inout DiagnosticCollector,
        sources: inout [String: String]
    ) -> (stack: Stack, value: ResolvedValue)? {
        guard
            let (reading, stack) = reading(contents, directory: directory, collector: &collector, sources: &sources),
            let value = reading.description(of: stack)
        else { return nil }
        return (stack, value)
    }

    private func reading(
        _ contents: [StackFileContent], directory: String, collector: inout DiagnosticCollector,
        sources: inout [String: String]
    ) -> (reading: StackFileReading, stack: Stack)? {
        for content in contents { sources[content.path] = String(decoding: content.text, as: UTF8.self) }
        var reading = StackFileReading(environment: environment, directory: directory, portSource: ports)
        let stack = reading.stack(contents, sources: &sources)
        for mistake in Self.inOrder(reading.mistakes, paths: contents.map(\.path)) { collector.report(mistake) }
        guard let stack, !reading.mistakes.contains(where: { $0.severity == .error }) else { return nil }
        return (reading, stack)
    }

    /// By place, each once: a mistake behind an alias is met wherever the alias stands.
    private static func inOrder(_ mistakes: [Diagnostic], paths: [String]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        // `.env` is none of them, and comes first.
        let ranks = Dictionary(zip(paths, 1...), uniquingKeysWith: { first, _ in first })
        func key(_ position: Int) -> (Int, Int, Int, Int) {
            let location = mistakes[position].location
            return (location.flatMap { ranks[$0.file] } ?? 0, location?.line ?? 0, location?.column ?? 0, position)
        }
        return mistakes.indices.sorted { key($0) < key($1) }.map { mistakes[$0] }.filter { seen.insert($0).inserted }
    }
}
