internal import Diagnostics
internal import StackModel

extension Decoding {
    mutating func ready(_ node: Node, into draft: inout ServiceDraft) {
        guard node.entries != nil else {
            draft.ready = readinessWord(node).map { Located($0, at: node.location) }
            return
        }
        var ready = ReadyDraft()
        words(node, of: Language.ready, into: &ready)
        draft.within = ready.within
        draft.watchdog = ready.watchdog
        let conditions = ReadyDraft.conditions.compactMap { name in
            ready.given[name].map { (name: name, place: $0) }
        }
        .sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
        if conditions.count > 1 {
            report(
                .conflictingWords, "a service has one readiness condition, and this is the second",
                at: conditions[1].place,
                remedy: "Keep one of \(ValueShape.alternatives(conditions.map { "`\($0.name)`" })).",
                notes: [Diagnostic.Note("the first is here", at: conditions[0].place)])
            return
        }
        if let place = ready.given["status"], ready.given["http"] == nil {
            report(.misplacedWord, "`status` needs `http`", at: place, remedy: "Add http: /path.")
        }
        if let place = ready.given["watchdog"], ready.given["notify"] == nil {
            report(.misplacedWord, "`watchdog` needs `notify`", at: place, remedy: "Add notify: true.")
        }
        guard let place = conditions.first?.place else { return }
        draft.ready = ready.condition.map { Located($0, at: place) }
    }

    private mutating func readinessWord(_ node: Node) -> Readiness? {
        guard let text = text(node) else { return nil }
        switch text {
        case "listen": return .listen
        case "tls": return .tls
        case "notify": return .notify
        case "exit": return .exit
        case "http": report(.missingValue, "`http` needs a path", at: node.location, remedy: "Write {http: /path}.")
        case "log":
            report(
                .missingValue, "`log` needs a regular expression", at: node.location,
                remedy: "Write {log: 'listening on'}.")
        case "command":
            report(
                .missingValue, "`command` needs a command", at: node.location,
                remedy: "Write {command: [./is-ready, ...]}.")
        default:
            let maps = ["{http: /path}", "{log: REGEX}", "{command: ...}"]
            unknownWord(text, at: node.location, known: Language.readinessWords + maps)
        }
        return nil
    }
}
