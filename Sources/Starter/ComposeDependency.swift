internal import StackModel

/// What a Compose service waits for.
struct ComposeDependency {
    var name: String
    /// How far the other must be, in Compose's words and the stack file's.
    var condition: Condition?
    /// Whether the dependent is started again with the other.
    var restarts = false
    /// Further words that it has there.
    var others: [String] = []

    enum Condition: String {
        case started = "service_started"
        case healthy = "service_healthy"
        case completed = "service_completed_successfully"
    }

    /// A list of names, or a map with a condition for each.
    static func all(in value: JSONValue?) -> [ComposeDependency] {
        if let names = value?.elements { return names.compactMap(\.string).map { ComposeDependency(name: $0) } }
        return (value?.members ?? []).map { member in
            ComposeDependency(
                name: member.name, condition: member.value.member("condition")?.string.flatMap(Condition.init),
                restarts: member.value.member("restart") == .bool(true),
                others: (member.value.members ?? []).filter { !known.contains($0.name) && !isPlain($0) }.map(\.name))
        }
    }

    private static let known: Set<String> = ["condition", "restart"]

    /// `required: true` is what holds without it.
    private static func isPlain(_ word: JSONValue.Member) -> Bool {
        word.name == "required" && word.value == .bool(true)
    }
}
