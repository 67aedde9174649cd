package import Diagnostics
import Glibc
package import StackModel

/// Reads `devstack.yaml`: its bytes become a tree of located values, and the tree a `Stack` or a list of mistakes.
package struct StackFileReader: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: What `${NAME}` in a value names, before `.env` beside the stack file is asked.
    package init(environment: [String: String]) {
        self.environment = environment
    }

    /// Reads the file, checks all of it, and fills in every default.
    ///
    /// - Parameters:
    ///   - path: As the user named it; locations name it so too.
    ///   - collector: Gets every mistake, in the order of the file.
    ///   - sources: Gets the text of each file that a location may name, by the name that it uses.
    /// - Returns: `nil` when there are errors.
    package func read(
        path: String, collector: inout DiagnosticCollector, sources: inout [String: String]
    ) -> Stack? {
        do {
            let bytes = try StackFileBytes.read(path)
            return read(
                bytes: bytes, path: path, directory: StackFileBytes.folder(of: path), collector: &collector,
                sources: &sources)
        } catch {
            collector.report(error)
            return nil
        }
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
        return read(bytes: bytes, path: path, directory: directory, collector: &collector, sources: &sources)
    }

    private func read(
        bytes: [UInt8], path: String, directory: String, collector: inout DiagnosticCollector,
        sources: inout [String: String]
    ) -> Stack? {
        var mistakes: [Diagnostic] = []
        // libyaml would not count the byte-order mark's column, so it is not given one.
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        sources[path] = String(decoding: content, as: UTF8.self)
        let name = path.split(separator: "/").last.map(String.init) ?? "devstack.yaml"
        let stack = stack(
            content, path: path, file: "\(directory == "/" ? "" : directory)/\(name)", directory: directory,
            mistakes: &mistakes, sources: &sources)
        for mistake in Self.inOrder(mistakes, path: path) { collector.report(mistake) }
        return mistakes.contains { $0.severity == .error } ? nil : stack
    }

    /// The stages: text, tree, variables, words, and what fits together.
    private func stack(
        _ bytes: ArraySlice<UInt8>, path: String, file: String, directory: String, mistakes: inout [Diagnostic],
        sources: inout [String: String]
    ) -> Stack? {
        do throws(Diagnostic) {
            let text = try StackFileBytes.text(bytes, path: path)
            let source = YAMLSource(text, file: path)
            guard var builder = TreeBuilder(bytes, source: source) else {
                throw Diagnostic(.unreadableFile, "there is no memory left to read it", at: source.location(0..<1))
            }
            defer { mistakes += builder.mistakes }
            guard let root = try builder.build(), !root.isNull else {
                throw Diagnostic(
                    .emptyStack, "the file is empty", at: source.location(0..<1),
                    remedy: "Add `services` and `checks`.")
            }
            let variables = Variables(
                environment: environment,
                file: StackFileBytes.environmentFile(
                    beside: path, directory: directory, mistakes: &mistakes, sources: &sources))
            var interpolation = TreeInterpolation(variables: variables, source: source)
            let tree = interpolation.apply(to: root)
            mistakes += interpolation.mistakes

            var decoding = Decoding(source: source, directory: directory, variables: variables)
            var draft = StackDraft()
            decoding.words(tree, of: Language.stack, into: &draft)
            mistakes += decoding.mistakes.map(interpolation.mask.masked)
            guard tree.entries != nil else { return nil }

            var crossChecks = CrossChecks(draft)
            crossChecks.run(fileLocation: tree.location)
            mistakes += crossChecks.mistakes.map(interpolation.mask.masked)
            var stack = draft.resolved(file: file, directory: directory)
            stack?.secrets = variables.secrets(of: interpolation.used.union(decoding.inherited), except: draft)
            return stack
        } catch {
            mistakes.append(error)
            return nil
        }
    }

    /// By place, each once: a mistake behind an alias is met wherever the alias stands.
    private static func inOrder(_ mistakes: [Diagnostic], path: String) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        func key(_ position: Int) -> (Int, Int, Int, Int) {
            let location = mistakes[position].location
            return (location?.file == path ? 1 : 0, location?.line ?? 0, location?.column ?? 0, position)
        }
        return mistakes.indices.sorted { key($0) < key($1) }.map { mistakes[$0] }.filter { seen.insert($0).inserted }
    }
}
