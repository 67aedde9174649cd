internal import Diagnostics
internal import StackModel

extension Decoding {
    private static let oneFile = ValueShape.either([.path, .table("`env_file`")])

    /// The files that a service's variables come from, and what they set.
    mutating func environmentFiles(_ node: Node, into draft: inout ServiceDraft) {
        var elements = [node]
        var shape = takes
        if case .sequence(let nodes) = node.content {
            elements = nodes
            shape = Self.oneFile
        }
        var places: [String: SourceLocation] = [:]
        var values: [String: String] = [:]
        for element in elements {
            guard let file = within(word, takes: shape, { $0.environmentFile(element) }) else { continue }
            if let first = places.updateValue(element.location, forKey: file.file.path) {
                reportRepeated(file.written, at: element.location, first: first)
                continue
            }
            draft.environmentFiles.append(file.file)
            values.merge(environmentShelf.variables(of: file.file.path)) { _, later in later }
        }
        draft.fileEnvironment = values.keys.sorted().map { EnvironmentVariable($0, values[$0] ?? "") }
    }

    private mutating func environmentFile(_ node: Node) -> (file: EnvironmentFile, written: String)? {
        var draft = EnvironmentFileDraft()
        if node.entries == nil {
            draft.path = node
        } else {
            words(node, of: Language.environmentFile, into: &draft)
            if draft.given["path"] == nil {
                report(.missingWord, "`env_file` names no file", at: node.location, remedy: "Add `path`.")
            }
        }
        guard let path = draft.path else { return nil }
        let isRequired = draft.isRequired ?? true
        return within(draft.given["path"] == nil ? word : "path", takes: takes) { decoding in
            (isRequired
                ? decoding.file(
                    path, ifMissing: "Make it, or write {path: ..., required: false} where it may be missing.")
                : decoding.optionalFile(path))
                .map { (EnvironmentFile(path: $0, isRequired: isRequired), path.scalar?.text ?? $0) }
        }
    }
}
