internal import Diagnostics
internal import StackModel

/// One reading of stack files, stage by stage: text, trees, one tree, variables, words, and what fits together.
struct StackFileReading {
    let environment: [String: String]
    /// The absolute path of the first file's folder.
    let directory: String
    let portSource: PortSource
    private(set) var mistakes: [Diagnostic] = []
    private var yamlSources = YAMLSources()
    private var hasOverrideTags = false
    /// What the values come from, for those who ask.
    private var origins: (root: Node, variables: Variables, ports: PortNumbers)?

    init(environment: [String: String], directory: String, portSource: @escaping PortSource) {
        self.portSource = portSource
        self.environment = environment
        self.directory = directory
    }

    mutating func stack(_ contents: [StackFileContent], sources: inout [String: String]) -> Stack? {
        guard let root = tree(of: contents), let first = contents.first else { return nil }
        let treeIsWhole = mistakes.isEmpty
        let variables = Variables(
            environment: environment,
            file: StackFileBytes.environmentFile(
                beside: first.path, directory: directory, environment: environment, mistakes: &mistakes,
                sources: &sources))
        let ports = PortNumbers(root: root, variables: variables, source: portSource)
        origins = (root, variables, ports)
        var interpolation = TreeInterpolation(variables: variables, ports: ports, sources: yamlSources)
        let tree = interpolation.apply(to: root)
        mistakes += interpolation.mistakes

        let shelf = EnvironmentShelf(variables, directory: directory, prefix: StackFileBytes.prefix(of: first.path))
        var decoding = Decoding(
            sources: yamlSources, directory: directory, variables: variables, ports: ports, environmentShelf: shelf)
        var draft = StackDraft()
        decoding.words(tree, of: Language.stack, into: &draft)
        draft.moveURLs()
        let standIns = ports.standIns
        mistakes += decoding.mistakes.map { interpolation.mask.masked($0).naming(standIns) }
        mistakes += decoding.environmentShelf.mistakes
        sources.merge(decoding.environmentShelf.shownTexts) { known, _ in known }
        guard tree.entries != nil else { return nil }

        var crossChecks = CrossChecks(draft, files: contents.map(\.path))
        crossChecks.run(fileLocation: tree.location, isWhole: treeIsWhole)
        mistakes += crossChecks.mistakes.map { interpolation.mask.masked($0).naming(standIns) }
        var stack = draft.resolved(
            files: contents.map { absolute($0.path, isFirst: $0.path == first.path) }, directory: directory)
        stack?.secrets = variables.secrets(
            of: interpolation.used.union(decoding.inherited), split: interpolation.usedInCommands,
            files: decoding.environmentShelf.values, except: draft)
        stack?.noteOpenServices(in: tree, standIns)
        return stack
    }

    /// The stack in the language's own words, once it has been read.
    func description(of stack: Stack) -> ResolvedValue? {
        origins.map {
            StackDescription(root: $0.root, finder: OriginFinder(variables: $0.variables)).value(of: stack)
                .naming($0.ports.standIns)
        }
    }

    /// All files' values in one tree; `nil` if any of the files cannot be read.
    private mutating func tree(of contents: [StackFileContent]) -> Node? {
        let roots = contents.compactMap { root(of: $0) }
        guard roots.count == contents.count else { return nil }
        var merge = TreeMerge()
        let tree = merge.merge(roots)
        if hasOverrideTags, let tree { merge.reportUnusedTags(in: tree) }
        mistakes += merge.mistakes
        return tree
    }

    private mutating func root(of content: StackFileContent) -> Node? {
        do throws(Diagnostic) {
            let source = YAMLSource(try StackFileBytes.text(content.text, path: content.path), file: content.path)
            yamlSources.add(source)
            guard var builder = TreeBuilder(content.text, source: source) else {
                throw Diagnostic(.unreadableFile, "there is no memory left to read it", at: source.location(0..<1))
            }
            defer { mistakes += builder.mistakes }
            guard let root = try builder.build(), !root.isNull else {
                throw Diagnostic(
                    .emptyStack, "the file is empty", at: source.location(0..<1),
                    remedy: "Add `services` and `checks`.")
            }
            hasOverrideTags = hasOverrideTags || builder.hasOverrideTags
            return root
        } catch {
            mistakes.append(error)
            return nil
        }
    }

    /// The absolute path of a file, symbolic links in its folder resolved.
    private func absolute(_ path: String, isFirst: Bool) -> String {
        let folder = isFirst ? directory : StackFileBytes.folder(of: path)
        let name = path.split(separator: "/").last.map(String.init) ?? "devstack.yaml"
        return "\(folder == "/" ? "" : folder)/\(name)"
    }
}
