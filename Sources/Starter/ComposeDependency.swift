internal import StackModel

/// What a Compose service waits for.
struct ComposeDependency {
    var name: String
    /// Whether it must have ended with status 0 (`service_completed_successfully`).
    var isOnCompletion = false
    /// Further words that it has there, which say something that a list of names does not.
    var others: [String] = []

    /// A list of names, or a map with a condition for each.
    static func all(in value: JSONValue?) -> [ComposeDependency] {
        if let names = value?.elements { return names.compactMap(\.string).map { ComposeDependency(name: $0) } }
        return (value?.members ?? []).map { member in
            ComposeDependency(
                name: member.name,
                isOnCompletion: member.value.member("condition")?.string == "service_completed_successfully",
                others: (member.value.members ?? []).filter { $0.name != "condition" && !isPlain($0) }.map(\.name))
        }
    }

    /// `required: true` and `restart: false` are what holds without them.
    private static func isPlain(_ word: JSONValue.Member) -> Bool {
        word.name == "required" && word.value == .bool(true) || word.name == "restart" && word.value == .bool(false)
    }
}
