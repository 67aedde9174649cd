import Glibc

/// What a change to a store did to one path.
struct FileChange: Equatable {
    var path: String
    /// `nil` when nothing was there.
    var before: FileState?
    /// The path of a copy of the bytes that were there.
    var copy: String?
    /// `nil` when nothing is there any more.
    var after: FileState?

    /// What differs between two looks, by path.
    static func between(
        _ before: [String: FileState], _ after: [String: FileState], copy: (String) -> String?
    ) -> [FileChange] {
        Set(before.keys).union(after.keys).sorted().compactMap { path in
            guard before[path] != after[path] else { return nil }
            return FileChange(path: path, before: before[path], copy: copy(path), after: after[path])
        }
    }

    /// The commands that make the path what it was; none where it cannot be told what that was.
    var undoing: [StoreCommand]? {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        func command(_ words: String...) -> StoreCommand {
            StoreCommand(arguments: words, needsRoot: access(folder.isEmpty ? "/" : folder, W_OK) != 0)
        }
        switch before {
        case nil: return [after == .folder ? command("rmdir", path) : command("rm", "-f", path)]
        case .folder: return [command("mkdir", path)]
        case .link(let target): return [command("ln", "-sfnT", target, path)]
        case .file(let mode, let owner, let group, _):
            guard let copy else { return nil }
            // Beside it and then renamed, so that nobody ever reads half of it.
            let staged = path + ".devstack-new"
            return [
                command(
                    "install", "-m", String(mode, radix: 8), "-o", "\(owner)", "-g", "\(group)", "-T", copy, staged),
                command("mv", "-fT", staged, path),
            ]
        }
    }
}
