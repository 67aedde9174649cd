internal import StackModel

/// How the language writes a restart policy: Compose's words.
enum RestartText {
    static let words = ["no", "on-failure", "always", "unless-stopped"]
    static let form = "`no`, `on-failure`, `on-failure:3`, `always`, `unless-stopped`"

    static func policy(_ text: String) -> RestartPolicy? {
        switch text {
        case "no", "false": return .no
        case "on-failure": return .onFailure(atMost: nil)
        case "always": return .always
        case "unless-stopped": return .unlessStopped
        default:
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "on-failure", parts[1].utf8.allSatisfy(CoreSchema.isDigit),
                let most = Int(parts[1]), most > 0, most <= 999_999, !parts[1].hasPrefix("0")
            else { return nil }
            return .onFailure(atMost: most)
        }
    }

    static func text(_ policy: RestartPolicy) -> String {
        switch policy {
        case .no: "no"
        case .onFailure(let most): most.map { "on-failure:\($0)" } ?? "on-failure"
        case .always: "always"
        case .unlessStopped: "unless-stopped"
        }
    }
}
