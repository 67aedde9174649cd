internal import Linux
internal import StackModel

/// What is wrong with a service that failed, and what to do.
extension SupervisionCore {
    func diagnosis(of index: Int, _ cause: FailureCause) -> SupervisionProblem {
        let log = "see \(statePath)/logs/\(plans[index].name).log"
        let wasReady = runs[index].report.readyAfter != nil
        switch cause {
        case .portTaken, .couldNotStart:
            return runs[index].startProblem ?? SupervisionProblem("it could not be started")
        case .ended(let exit):
            let after = wasReady ? " after it was ready" : ""
            let why = exit.isSuccess ? ", but a service with a port must keep running" : ""
            return SupervisionProblem("it ended with \(exit)\(after)\(why)", remedy: log)
        case .vanished:
            return SupervisionProblem("what it had left in the background has ended", remedy: log)
        case .listenersLost:
            return SupervisionProblem(
                "its main process ended, and nothing that it left behind listens on \(ports(of: index))", remedy: log)
        case .wardenLost:
            return SupervisionProblem(
                "its warden was killed from outside, so the service was ended", remedy: "start the stack again")
        case .unendable:
            return SupervisionProblem(
                "it could not be ended, not even by SIGKILL: \(processes(of: index))",
                remedy: "end it as the user whose process it is")
        case .late:
            return lateness(of: index)
        }
    }

    private func ports(of index: Int) -> String {
        let ports = Set(plans[index].listeners.filter(\.isRequired).map(\.port)).sorted()
        return (ports.count == 1 ? "port " : "ports ") + ports.map { "\($0)" }.joined(separator: ", ")
    }

    private func processes(of index: Int) -> String {
        guard let warden = runs[index].warden, let table = try? ProcessTable.current() else { return "its processes" }
        let names = table.descendants(of: warden.pid).map { "pid \($0.pid) (\($0.commandLine))" }
        return names.isEmpty ? "its processes" : names.joined(separator: ", ")
    }

    private func lateness(of index: Int) -> SupervisionProblem {
        let plan = plans[index]
        let start = "it was not ready within \(plan.within.inWords)"
        let longer = "give it longer with `within:` if that is all it needs"
        if case .inProcess = plan.run, runs[index].probeWords == nil {
            return SupervisionProblem("\(start): it is still starting", remedy: longer)
        }
        if case .http(let path, _) = plan.readiness, let words = runs[index].probeWords {
            return SupervisionProblem("\(start): GET \(path): \(words)", remedy: "see what \(path) answers; \(longer)")
        }
        if plan.readiness == .exit {
            return SupervisionProblem("\(start): \(state(of: index)), and is to end with status 0", remedy: longer)
        }
        let (words, remedy) = listening(of: index)
        return SupervisionProblem("\(start): \(words)", remedy: remedy ?? longer)
    }

    private func state(of index: Int) -> String {
        if let exit = runs[index].mainExit { return "its main process ended with \(exit) and left others" }
        guard let main = runs[index].main else { return "its program has not been started yet" }
        return "it runs (pid \(main.pid))"
    }

    /// What it listens on in place of what it should.
    private func listening(of index: Int) -> (words: String, remedy: String?) {
        guard let sockets = try? watch.listeners().current(), let processes = try? ProcessTable.current() else {
            return (state(of: index), nil)
        }
        let inodes = ownSockets(of: index, in: processes)
        let own = Set(sockets.filter { inodes.contains($0.inode) }).sorted { "\($0)" < "\($1)" }
        let missing = plans[index].listeners.filter { plan in
            plan.isRequired && !own.contains { $0.port == plan.port && $0.answers(plan.address) }
        }
        guard let wanted = missing.first else { return (state(of: index), nil) }
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
                "it listens on \(list(own)), not on port \(wanted.port)",
                "let it listen on \(wanted.port), or write `port: \(port)`"
            )
        }
        return ("\(state(of: index)), but listens on no port", nil)
    }
}

extension Duration {
    /// `30 s`, `200 ms`.
    var inWords: String {
        let (seconds, attoseconds) = components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        return milliseconds == 0 ? "\(seconds) s" : "\(seconds * 1000 + milliseconds) ms"
    }
}
