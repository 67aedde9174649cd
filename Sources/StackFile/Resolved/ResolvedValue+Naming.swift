internal import StackModel

extension ResolvedValue {
    /// The value with the names of open ports in the place of what stood for their numbers.
    func naming(_ standIns: [StandIn]) -> ResolvedValue {
        if standIns.isEmpty { return self }
        switch self {
        case .scalar(.string(let text), let origin):
            return Self.named(text, standIns).map { .naming($0, isText: true, origin) } ?? self
        case .scalar(.number(let number), let origin):
            return Self.named(number.text, standIns).map { .naming($0, isText: false, origin) } ?? self
        case .scalar, .naming: return self
        case .list(let elements, let origin): return .list(elements.map { $0.naming(standIns) }, origin)
        case .map(let entries):
            return .map(entries.map { Entry(name: $0.name, value: $0.value.naming(standIns)) })
        }
    }

    /// `nil` of a text without any; what looks like a variable in it becomes a literal one.
    private static func named(_ text: String, _ standIns: [StandIn]) -> String? {
        guard standIns.contains(where: { text.contains($0.digits) }) else { return nil }
        return standIns.reduce(YAMLScalar.literal(text)) { $0.replacing($1.digits, with: "${\($1.reference)}") }
    }
}
