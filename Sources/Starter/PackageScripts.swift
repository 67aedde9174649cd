internal import StackModel

/// The development server that a `package.json` starts.
struct PackageScripts {
    private(set) var service: SuggestedService?

    init(_ package: JSONValue, existing: Set<String>, ports: inout PortBook) {
        let scripts = package.member("scripts")
        guard let script = ["dev", "start"].first(where: { scripts?.member($0)?.string != nil }),
            let line = scripts?.member(script)?.string
        else { return }
        let tool = Self.tool(existing)
        var service = SuggestedService(
            name: "web", comments: ["package.json: the script \"\(script)\" is \(Self.comment(line))"],
            kind: .text(script == "start" ? "\(tool) start" : "\(tool) run \(script)"))
        let port = Self.port(in: line, package)
        if ports.claim(port.number) {
            service.port = port.number
            service.environment = [("PORT", "\(port.number)")]
            if !port.isWritten { service.comments.append("The port is what such a program takes by default.") }
        }
        service.isSlow = true
        self.service = service
    }

    private static func tool(_ existing: Set<String>) -> String {
        if existing.contains("pnpm-lock.yaml") { return "pnpm" }
        if existing.contains("yarn.lock") { return "yarn" }
        return existing.isDisjoint(with: ["bun.lock", "bun.lockb"]) ? "npm" : "bun"
    }

    private static func comment(_ line: String) -> String {
        let shown = String(
            String.UnicodeScalarView(
                line.split(whereSeparator: \.isNewline).joined(separator: " ").unicodeScalars
                    .filter { $0.properties.generalCategory != .control }))
        return shown.count > 60 ? shown.prefix(60) + "..." : shown
    }

    /// What the script says, else what its program takes by default.
    private static func port(in line: String, _ package: JSONValue) -> (number: UInt16, isWritten: Bool) {
        if let match = line.firstMatch(of: #/(?:--port|-p|PORT)(?:\s+|=)(\d+)/#), let port = UInt16(match.1), port > 0 {
            return (port, true)
        }
        let defaults: [(word: String, port: UInt16)] = [
            ("astro", 4321), ("ng serve", 4200), ("gatsby", 8000), ("webpack", 8080), ("parcel", 1234),
            ("next", 3000), ("nuxt", 3000), ("vite", 5173), ("svelte-kit", 5173), ("remix", 5173),
        ]
        if let known = defaults.first(where: { line.contains($0.word) }) { return (known.port, false) }
        return (3000, false)
    }
}

extension JSONValue {
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }

    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    /// A text or a number as it is written, a truth value as a word.
    var plainText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
