internal import Linux
internal import StackModel

/// What a service was waited for that was not ready in time, and what it did instead.
extension SupervisionCore {
    func lateness(of index: Int) -> SupervisionProblem {
        let plan = plans[index]
        let start = "it was not ready within \(plan.within.inWords)"
        let longer = "Give it longer with `within:` if that is all it needs."
        if runs[index].isProbed, case .http(let path, _) = plan.readiness {
            let answer = runs[index].probeWords ?? "there is no answer yet"
            return SupervisionProblem(
                "\(start): GET \(path)\(place(of: index)): \(answer)", remedy: "See what \(path) answers. \(longer)")
        }
        if runs[index].isProbed, case .log(let pattern) = plan.readiness {
            let (words, remedy) = silence(of: index, pattern)
            return SupervisionProblem("\(start): \(words)", remedy: remedy)
        }
        if plan.readiness == .exit {
            return SupervisionProblem("\(start): it should end with status 0, but \(state(of: index))", remedy: longer)
        }
        let (words, remedy) = listening(of: index)
        return SupervisionProblem("\(start): \(words)", remedy: remedy ?? longer)
    }

    /// Where a probe goes: ` at 127.0.0.1:8000`.
    private func place(of index: Int) -> String {
        plans[index].listeners.first(where: \.isRequired).map { " at \($0)" } ?? ""
    }

    private func state(of index: Int) -> String {
        if let exit = runs[index].mainExit { return "its main process \(exit.verb) and left others" }
        if let main = runs[index].main { return "it runs (pid \(main.pid))" }
        return plans[index].isProcess ? "its program has not been started yet" : "it is still starting"
    }

    private func silence(of index: Int, _ pattern: String) -> (words: String, remedy: String) {
        let state = state(of: index)
        guard let matcher = runs[index].matcher else { return (state, "") }
        if matcher.isBusy {
            return (
                "looking for `\(pattern)` in one of its lines takes too long",
                "Make the expression simpler: repetitions inside repetitions, such as (a+)+, can take for ever."
            )
        }
        let count = matcher.linesTaken
        let lines =
            count == 0
            ? "it has written no line"
            : count == 1 ? "its one line does not match" : "none of its \(count) lines matches"
        return (
            count == 0 ? "\(lines), and one is to match `\(pattern)`; \(state)" : "\(lines) `\(pattern)`; \(state)",
            """
            Programs hold back what they write to a pipe: set PYTHONUNBUFFERED for Python, put `stdbuf -oL` before others. \
            Else correct `log`, or give it longer with `within:`.
            """
        )
    }

    /// What it listens on in place of what it should.
    private func listening(of index: Int) -> (words: String, remedy: String?) {
        let state = state(of: index)
        guard let first = plans[index].listeners.first(where: \.isRequired) else { return (state, nil) }
        guard plans[index].isProcess, let sockets = try? watch.listeners().current(),
            let processes = try? ProcessTable.current()
        else { return ("it should listen on \(first), but \(state)", nil) }
        let inodes = ownSockets(of: index, in: processes)
        let own = Set(sockets.filter { inodes.contains($0.inode) }).sorted { "\($0)" < "\($1)" }
        let missing = plans[index].listeners.filter { plan in
            plan.isRequired && !own.contains { $0.port == plan.port && $0.answers(plan.address) }
        }
        guard let wanted = missing.first else { return (state, nil) }
        let strangers = sockets.filter {
            $0.port == wanted.port && $0.answers(wanted.address) && !inodes.contains($0.inode)
        }
        if !strangers.isEmpty, let holders = try? PortSurvey.holders(of: strangers) {
            let conflict = PortSurvey.conflict(of: index, with: strangers, holders: holders)
            return (conflict.message + ", which is no process of this service", conflict.remedy)
        }
        let samePort = own.filter { $0.port == wanted.port }
        let list = { (sockets: [ListeningSocket]) in sockets.map(\.description).joined(separator: " and ") }
        if !samePort.isEmpty {
            return (
                "it listens on \(list(samePort)) only, but the checks go to \(wanted.address)",
                "let it listen on \(wanted.address) too"
            )
        }
        if !own.isEmpty {
            let port = own[0].port
            return (
                "it should listen on \(wanted), but listens on \(list(own)); \(state)",
                "let it listen on port \(wanted.port), or write `port: \(port)`"
            )
        }
        return ("it should listen on \(wanted), but listens on no port; \(state)", nil)
    }
}
