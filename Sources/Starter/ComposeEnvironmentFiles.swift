internal import StackModel

/// The files of variables of a Compose service.
struct ComposeEnvironmentFiles {
    /// In the order in which they count.
    private(set) var files: [(path: String, isRequired: Bool)] = []
    /// What could not be taken over, as phrases.
    private(set) var losses: [String] = []

    /// - Parameters:
    ///   - value: what stands behind `env_file`.
    ///   - isThere: whether a file of this path can be read.
    init(_ value: JSONValue, isThere: (String) -> Bool) {
        for element in Self.elements(of: value) {
            guard let path = Self.path(of: element), !path.isEmpty else {
                losses.append("an env_file without a path")
                continue
            }
            let shown = "the env_file `\(ComposeText.comment(path))`"
            let isRequired = element.member("required") != .bool(false)
            if path.contains("$") || path.hasPrefix("~") {
                losses.append("\(shown), whose path is made of variables")
            } else if let format = element.member("format")?.string {
                losses.append("\(shown), which is of the format \(ComposeText.comment(format))")
            } else if isRequired, !isThere(path) {
                losses.append("\(shown), which is not there")
            } else if !files.contains(where: { Self.plain($0.path) == Self.plain(path) }) {
                files.append((path, isRequired))
            }
        }
    }

    /// Every path that a Compose file names so.
    static func paths(in file: JSONValue) -> [String] {
        (file.member("services")?.members ?? []).compactMap { $0.value.member("env_file") }.flatMap(elements)
            .compactMap(path)
    }

    /// A path, or a list of paths and maps.
    private static func elements(of value: JSONValue) -> [JSONValue] {
        value == .null ? [] : value.elements ?? [value]
    }

    private static func path(of element: JSONValue) -> String? {
        element.string ?? element.member("path")?.string
    }

    private static func plain(_ path: String) -> Substring {
        path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    }
}
