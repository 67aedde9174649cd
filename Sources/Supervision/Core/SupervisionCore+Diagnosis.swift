internal import Linux
internal import StackModel

/// What is wrong with a service that failed, and what to do.
extension SupervisionCore {
    func diagnosis(of index: Int, _ cause: FailureCause) -> SupervisionProblem {
        let log = "See \(statePath)/logs/\(plans[index].name).log."
        let wasReady = runs[index].report.readyAfter != nil
        switch cause {
        case .portTaken, .couldNotStart:
            return runs[index].startProblem ?? SupervisionProblem("it could not be started")
        case .ended(let exit):
            let after = wasReady ? " after it was ready" : ""
            let told = runs[index].notices.isStopping ? ", having told that it was stopping" : ""
            let regret = exit.isSuccess ? regret(of: index, wasReady: wasReady) : ""
            return SupervisionProblem("it \(exit.verb)\(after)\(told)\(regret)", remedy: log)
        case .vanished:
            return SupervisionProblem("what it had left in the background has ended", remedy: log)
        case .listenersLost:
            return SupervisionProblem(
                "its main process ended, and nothing that it left behind listens on \(ports(of: index))", remedy: log)
        case .wardenLost:
            return SupervisionProblem(
                "its warden was killed from outside, so the service was ended", remedy: "Start the stack again.")
        case .unendable:
            return SupervisionProblem(
                "it could not be ended, not even by SIGKILL: \(processes(of: index))",
                remedy: "End it as the user whose process it is.")
        case .unhealthy:
            let problem = illness(of: index)
            return SupervisionProblem("it was unhealthy: \(problem.message)", remedy: problem.remedy)
        case .mainLost:
            let pid = runs[index].main.map { " (pid \($0.pid))" } ?? ""
            return SupervisionProblem(
                "the process that it had named as its main one\(pid) has ended", remedy: log)
        case .late:
            return lateness(of: index)
        case .crashLoop(let last):
            let inner = diagnosis(of: index, last)
            return SupervisionProblem(
                "crash loop: it ended \(machine.deaths(of: index)) times in a row and was never ready; the last time "
                    + inner.message,
                remedy: inner.remedy)
        }
    }

    /// What is said of a service that is about to be started again.
    func restartWords(of index: Int, after cause: FailureCause) -> String {
        let deaths = machine.deaths(of: index)
        let loop = deaths >= StackMachine.loop ? "crash loop: it ended \(deaths) times in a row, the last time " : ""
        return loop + diagnosis(of: index, cause).message
    }

    /// Why it is wrong that it has ended well.
    private func regret(of index: Int, wasReady: Bool) -> String {
        if plans[index].listeners.contains(where: \.isRequired) {
            return ", but a service with a port must keep running"
        }
        return wasReady ? "" : " before it was ready"
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

    /// Which failure keeps a service that waits from being started.
    func obstacle(of index: Int) -> String? {
        for dependency in plans[index].dependencies.map(\.index) {
            switch machine.phases[dependency] {
            case .failed: return "not started: `\(plans[dependency].name)` failed"
            case .waiting: if let further = obstacle(of: dependency) { return further }
            default: break
            }
        }
        return nil
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
