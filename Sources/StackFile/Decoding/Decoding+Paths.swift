internal import Diagnostics
import Glibc
internal import StackModel

extension Decoding {
    /// A path made absolute; nothing need be there.
    mutating func path(_ node: Node) -> String? {
        guard let text = text(node) else { return nil }
        return absolute(text, at: node)
    }

    /// The path of a folder that exists.
    mutating func folder(_ node: Node) -> String? { existing(node, isFolder: true) }

    /// The path of a file that exists.
    ///
    /// - Parameter remedy: What to do where it is missing, if not to make it.
    mutating func file(_ node: Node, ifMissing remedy: String? = nil) -> String? {
        existing(node, isFolder: false, ifMissing: remedy)
    }

    /// The path of a file that may be missing, but nothing else.
    mutating func optionalFile(_ node: Node) -> String? {
        guard let text = text(node), let path = absolute(text, at: node) else { return nil }
        return access(path, F_OK) != 0 && errno == ENOENT ? path : existing(text, path, at: node, isFolder: false)
    }

    /// The name of a file inside a folder.
    mutating func fileName(_ node: Node) -> String? {
        guard let text = text(node) else { return nil }
        guard !text.contains("/"), text != ".", text != ".." else {
            report(
                .badPath, "\(word.excerpt) takes a file's name, not a path", at: node.location,
                remedy: "Write the name alone, such as index.html.")
            return nil
        }
        return text
    }

    private mutating func absolute(_ text: String, at node: Node) -> String? {
        warnOfVariables(in: node)
        if text == "~" || text.hasPrefix("~/") {
            report(
                .badPath, "no shell replaces ~ here", at: node.location,
                remedy: "Write ${HOME}\(text.dropFirst()).")
            return nil
        }
        var path = text.hasPrefix("/") ? text[...] : "\(directory)/\(Self.withoutDots(text))"
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }

    private mutating func existing(_ node: Node, isFolder: Bool, ifMissing remedy: String? = nil) -> String? {
        guard let text = text(node), let path = absolute(text, at: node) else { return nil }
        return existing(text, path, at: node, isFolder: isFolder, ifMissing: remedy)
    }

    private mutating func existing(
        _ text: String, _ path: String, at node: Node, isFolder: Bool, ifMissing remedy: String? = nil
    ) -> String? {
        let noun = isFolder ? "folder" : "file"
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            if code == ENOENT || code == ENOTDIR {
                let isEarly = mistakes.count < TreeLimits.suggestions
                let near = (isEarly ? Self.sibling(of: path) : nil).map {
                    "Did you mean `\(Self.parent(of: text))\($0)`?"
                }
                report(
                    .badPath, "there is no \(noun) \(text.excerpt)", at: node.location,
                    remedy: near ?? remedy ?? "Make it, or correct the path; it is looked for at \(path).")
            } else {
                report(
                    .badPath, "\(text.excerpt) cannot be looked at: \(SystemText.reason(code))", at: node.location,
                    remedy: "Correct the path, or the permissions of the folders on it.")
            }
            return nil
        }
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        guard isDirectory == isFolder else {
            report(
                .badPath, "\(text.excerpt) is a \(isDirectory ? "folder" : "file"), not a \(noun)", at: node.location,
                remedy: "Write the path of \(isDirectory ? "a file in it" : "the folder that it is in").")
            return nil
        }
        guard access(path, isFolder ? R_OK | X_OK : R_OK) == 0 else {
            report(
                .badPath, "\(text.excerpt) cannot be read: \(SystemText.reason(errno))", at: node.location,
                remedy: "Change its permissions.")
            return nil
        }
        return path
    }

    /// Leading `./` and a lone `.` say nothing; `..` is kept, since a symbolic link may stand before it.
    private static func withoutDots(_ text: String) -> Substring {
        var rest = text[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2).drop { $0 == "/" } }
        return rest == "." ? "" : rest
    }

    /// The part of a written path that ends with its last slash, but for one at its very end.
    private static func parent(of text: String) -> Substring {
        var rest = text[...]
        while rest.last == "/" { rest.removeLast() }
        while let last = rest.last, last != "/" { rest.removeLast() }
        return rest
    }

    /// An entry of the same folder whose name is close to the one that is missing.
    private static func sibling(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        guard let stream = opendir(folder) else { return nil }
        defer { closedir(stream) }
        let name = path[path.index(after: slash)...]
        let isHidden = name.hasPrefix(".")
        var names: [String] = []
        while names.count < 1_000, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(".") == isHidden, name != ".", name != ".." { names.append(name) }
        }
        return Spelling.nearest(to: String(name), in: names.sorted())
    }
}
