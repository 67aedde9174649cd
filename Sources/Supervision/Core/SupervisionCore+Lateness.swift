internal import Linux
internal import StackModel

/// What a service was waited for that was not ready in time, and what it did instead.
extension SupervisionCore {
    func lateness(of index: Int) -> SupervisionProblem {
        let plan = plans[index]
        let more = runs[index].notices.hasExtended ? ", nor in the time beyond that it asked for" : ""
        let start = "it was not ready within \(plan.within.inWords)\(more)"
        let longer = remedyForState(of: index) ?? "Give it longer with `within:` if that is all it needs."
        if runs[index].isProbed, let (words, remedy) = unanswered(index) {
            return SupervisionProblem("\(start): \(words)", remedy: remedy.map { "\($0) \(longer)" } ?? longer)
        }
        if plan.readiness == .exit {
            return SupervisionProblem(
                "\(start): it should end with status 0, but \(state(of: index))\(listensOn(index))",
                remedy: longer)
        }
        let (words, remedy) = listening(of: index)
        return SupervisionProblem("\(start): \(words)", remedy: remedy ?? longer)
    }

    /// What the probe has come to.
    private func unanswered(_ index: Int) -> (words: String, remedy: String?)? {
        let answer = runs[index].probeWords
        switch plans[index].readiness {
        case .started, .listen, .exit: return nil
        case .http(let path, _):
            return (
                "GET \(path)\(place(of: index)): \(answer ?? "there is no answer yet; \(state(of: index))")",
                "See what \(path) answers."
            )
        case .tls: return ("TLS\(place(of: index)): \(answer ?? "there is no answer yet; \(state(of: index))")", nil)
        case .notify:
            let status = runs[index].notices.words.map { "; it says: \($0)" } ?? ""
            return (
                "it has not sent READY=1\(status); \(state(of: index))\(listensOn(index))",
                "Its program is to send that to the socket in NOTIFY_SOCKET: see sd_notify(3)."
            )
        case .command(let arguments):
            let words = answer ?? "its first run has not ended yet"
            return (
                "`\(ShellText.line(arguments))`: \(words); \(state(of: index))\(listensOn(index))",
                "Run it in the service's folder and see."
            )
        case .log(let pattern): return silence(of: index, pattern)
        }
    }

    /// Where a probe goes: ` at 127.0.0.1:8000`.
    func place(of index: Int) -> String {
        plans[index].listeners.first(where: \.isRequired).map { " at \($0)" } ?? ""
    }

    private func silence(of index: Int, _ pattern: String) -> (words: String, remedy: String?) {
        let state = state(of: index) + listensOn(index)
        guard let matcher = runs[index].matcher else { return (state, nil) }
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
            hasTerminal(index)
                ? "Correct `log`."
                : """
                Programs hold back what they write to a pipe: `tty: true` gives it a terminal instead; or set \
                PYTHONUNBUFFERED for Python, put `stdbuf -oL` before others. Else correct `log`.
                """
        )
    }

    private func hasTerminal(_ index: Int) -> Bool {
        if case .process(let process) = plans[index].run { process.hasTerminal } else { false }
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
        if !samePort.isEmpty {
            return (
                "it listens on \(Self.list(samePort)) only, but the checks go to \(wanted.address) (\(wanted.address.isVersion6 ? "IPv6" : "IPv4"))",
                "Let it listen on \(wanted.address) too."
            )
        }
        if !own.isEmpty {
            let port = own[0].port
            return (
                "it should listen on \(wanted), but listens on \(Self.list(own)); \(state)",
                remedyForChosenPort(wanted, of: index)
                    ?? "Let it listen on port \(wanted.port), or write `port: \(port)`."
            )
        }
        return ("it should listen on \(wanted), but listens on no port; \(state)", remedyForState(of: index))
    }

    /// Of a port that has another number in this run than the stack file gives, or none there.
    private func remedyForChosenPort(_ wanted: ListenerPlan, of index: Int) -> String? {
        guard let port = plans[index].ports.first(where: { $0.number == wanted.port }), port.written != port.number
        else { return nil }
        let reference = NamedPort.reference(to: port.name, of: plans[index].name)
        return "Its number is \(wanted.port) in this run: write `${\(reference)}` where the program is told it"
            + (port.name == NamedPort.main ? ", or let it read the variable PORT." : ".")
    }
}
