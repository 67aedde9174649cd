import Linux

/// What other programs on this machine find without DNS: the names in /etc/hosts (hosts(5)).
struct HostsFile: Sendable {
    private let names: Set<String>
    /// Whether nothing but that file and DNS is asked, so that what is not in it is not found here (nsswitch.conf(5)).
    private let isWhole: Bool

    /// - Parameters:
    ///   - hosts: /etc/hosts.
    ///   - switches: /etc/nsswitch.conf; without its `hosts` line the C library asks the file and DNS.
    init(hosts: String, switches: String) {
        names = Set(
            Self.lines(hosts).flatMap { line in line.split(whereSeparator: Self.isBlank).dropFirst() }
                .map { $0.lowercased() })
        let sources =
            Self.lines(switches).map { $0.split(whereSeparator: Self.isBlank) }.last { $0.first == "hosts:" }?
            .dropFirst() ?? []
        isWhole = sources.filter { !$0.hasPrefix("[") }.allSatisfy { $0 == "files" || $0 == "dns" }
    }

    /// The machine's own.
    static func ofThisMachine() -> HostsFile {
        func text(_ path: String) -> String {
            (try? WholeFile.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        return HostsFile(hosts: text("/etc/hosts"), switches: text("/etc/nsswitch.conf"))
    }

    /// Whether a name that no DNS knows is not found either by any other program here.
    func isUnknown(_ name: String) -> Bool { isWhole && !names.contains(name) }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n").map { $0.prefix { $0 != "#" } }
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
