internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Words of one check that do not go together.
    mutating func checkWords(of check: CheckDraft) {
        let all = (Language.methods + ["command"]).compactMap { word in
            check.given[word].map { (word: word, place: $0) }
        }.sorted { isBefore($0.place, $1.place) }
        // A misspelt one counts only where it stands alone.
        let certain = all.filter { !check.guessed.contains($0.word) }
        let actions = certain.isEmpty ? Array(all.prefix(1)) : certain
        guard let action = actions.first else {
            report(
                .missingWord, "the check \(check.name.value.excerpt) does nothing", at: check.name.location,
                remedy: "Add a request, such as get: https://localhost/, or a `command`.")
            return
        }
        for other in actions.dropFirst() {
            report(
                .conflictingWords,
                "a check does one thing, and this one has both `\(action.word)` and `\(other.word)`", at: other.place,
                remedy: "Make two checks of it.",
                notes: [Diagnostic.Note("`\(action.word)` is given here", at: action.place)])
        }
        if actions.count > 1 { return }
        let expect = check.expect.given
        let here = [Diagnostic.Note("the check is this", at: action.place)]
        if action.word == "command" {
            misplaced(
                Language.requestWords, in: check.given, because: "is for a request, not for a command", notes: here)
            misplaced(
                Language.responseWords + ["failure"], in: expect, because: "is for a request, not for a command",
                remedy: "Use `exit`, `stdout` or `stderr`.", notes: here)
            return
        }
        misplaced(
            Language.commandWords, in: check.given, because: "is for a command, not for a request", notes: here
        )
        misplaced(
            Language.outputWords, in: expect, because: "is for a command, not for a request",
            remedy: "Use `status`, `headers`, `body` or `json`.", notes: here)
        checkBody(of: check, method: action.word, at: action.place)
        if let failure = expect["failure"] {
            for word in Language.responseWords {
                guard let place = expect[word] else { continue }
                report(
                    .failureAndResponse, "an exchange that fails has no \(word == "status" ? "status" : "`\(word)`")",
                    at: place, remedy: "Remove it, or `failure`.",
                    notes: [Diagnostic.Note("the failure is expected here", at: failure)])
            }
        }
    }

    private mutating func checkBody(of check: CheckDraft, method: String, at action: SourceLocation) {
        if let body = check.given["body"], let json = check.given["json"] {
            let (first, second) = isBefore(json, body) ? (json, body) : (body, json)
            report(
                .conflictingWords, "a request has one body, and here are `body` and `json`", at: second,
                remedy: "Remove one of the two.", notes: [Diagnostic.Note("the other is here", at: first)])
        }
        guard method == "get" || method == "head" else { return }
        for word in ["body", "json"] {
            guard let place = check.given[word] else { continue }
            report(
                .bodyOnGet, "a \(method.uppercased()) request has no body", at: place,
                remedy: "Did you mean \(word == "body" ? "`expect.body` or " : "")`expect.json`? "
                    + "Else send it with `post` or `put`.",
                notes: [Diagnostic.Note("the request is this", at: action)])
        }
    }
}
