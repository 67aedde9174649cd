internal import Diagnostics
internal import StackModel

extension Decoding {
    mutating func health(_ node: Node) -> HealthDraft? {
        var draft = HealthDraft()
        words(node, of: Language.healthcheck, into: &draft)
        guard node.entries != nil else { return nil }
        let probes = HealthDraft.probes.compactMap { name in draft.given[name].map { (name: name, place: $0) } }
            .sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
        if probes.count > 1 {
            report(
                .conflictingWords, "a health check asks one thing, and this is the second", at: probes[1].place,
                remedy: "Keep one of \(ValueShape.alternatives(probes.map { "`\($0.name)`" })).",
                notes: [Diagnostic.Note("the first is here", at: probes[0].place)])
        }
        if let place = draft.given["status"], draft.given["http"] == nil {
            report(.misplacedWord, "`status` needs `http`", at: place, remedy: "Add http: /path.")
        }
        return draft
    }

    /// Compose's `test`: a text for a shell, or a list that begins with how it is run.
    mutating func healthTest(_ node: Node) -> HealthDraft.Test? {
        guard case .sequence(let nodes) = node.content else {
            guard let text = text(node) else { return nil }
            return text == "NONE" ? HealthDraft.Test.none : .command(["/bin/sh", "-c", text])
        }
        let words = list(node) { element, decoding in decoding.text(element, allowsEmpty: true) }
        guard let words, !(words.isEmpty && !nodes.isEmpty) else { return nil }
        switch (words.first, words.count) {
        case ("NONE", 1): return HealthDraft.Test.none
        case ("CMD", 2...) where !words[1].isEmpty: return .command(Array(words.dropFirst()))
        case ("CMD-SHELL", 2): return .command(["/bin/sh", "-c", words[1]])
        default:
            let isBare = words.first.map { !["CMD", "CMD-SHELL", "NONE"].contains($0) } ?? true
            report(
                .badCommand,
                isBare ? "`test` as a list begins with CMD, CMD-SHELL or NONE" : "this `test` names no command",
                at: node.location,
                remedy: isBare
                    ? "Write [CMD, program, argument], or the words of it as `command`."
                    : "Write [CMD, program, argument], or [CMD-SHELL, 'a | b'], or NONE alone.")
            return nil
        }
    }
}
