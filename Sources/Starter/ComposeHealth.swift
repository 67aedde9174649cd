internal import StackModel

/// The health check of a Compose service, whose words the stack file has too.
struct ComposeHealth {
    /// As lines of the stack file; none where there is no health check.
    private(set) var lines: [String] = []
    /// What could not be taken over, as phrases.
    private(set) var losses: [String] = []

    private static let durations = ["interval", "timeout", "start_period", "start_interval"]

    /// - Parameter value: what stands behind `healthcheck`.
    init(_ value: JSONValue) {
        guard value != .null, value.member("disable") != .bool(true) else { return }
        guard let test = value.member("test"), test != .null else {
            losses = ["healthcheck, which asks what its image says"]
            return
        }
        if Self.isNone(test) { return }
        guard let command = Self.command(test) else {
            losses = ["healthcheck, whose test names no command"]
            return
        }
        lines = ["test: " + command]
        for word in value.members ?? [] where !["test", "disable"].contains(word.name) { take(word) }
    }

    private mutating func take(_ word: JSONValue.Member) {
        let text = word.value.plainText ?? word.value.compactText
        if Self.durations.contains(word.name), Self.isDuration(text) {
            // 0 is what holds without the word.
            if text.contains(where: { "1"..."9" ~= $0 }) { lines.append("\(word.name): \(text)") }
        } else if word.name == "retries", let count = Int(text), 0...1000 ~= count {
            if count > 0 { lines.append("retries: \(count)") }
        } else {
            losses.append("\(ComposeText.comment(word.name)) of healthcheck")
        }
    }

    private static func isNone(_ test: JSONValue) -> Bool {
        test.string == "NONE" || test.elements?.first?.string == "NONE"
    }

    /// A text for a shell, or a list that says by its first word how it is run.
    private static func command(_ test: JSONValue) -> String? {
        if let text = test.string { return text.isEmpty ? nil : StarterText.scalar(ComposeText.converted(text)) }
        let words = (test.elements ?? []).map { $0.plainText ?? "" }
        guard words.count > 1, !words[1].isEmpty, words[0] == "CMD" || words[0] == "CMD-SHELL" && words.count == 2
        else { return nil }
        return "[\(words.map { StarterText.scalar(ComposeText.converted($0)) }.joined(separator: ", "))]"
    }

    /// From hours to microseconds, as both files have it.
    private static func isDuration(_ text: String) -> Bool {
        let parts = text.matches(of: #/([0-9]{1,5}(?:\.[0-9]{1,6})?)(h|ms|m|s|us)/#)
        let units = Set(parts.map(\.2))
        return text == "0"
            || !parts.isEmpty && units.count == parts.count && parts.map { String($0.0) }.joined() == text
    }
}
