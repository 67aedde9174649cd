internal import Linux
internal import StackModel

/// Whether what is ready still does its work.
extension SupervisionCore {
    /// Asks quickly until it passes for the first time, as readiness does.
    func prove(_ index: Int) {
        guard let check = plans[index].healthCheck else { return }
        let earlier = runs[index].probeTask
        let first = min(Duration.milliseconds(10), check.startInterval)
        ask(index, pauses: first...check.startInterval, in: .proving, passing: .proved(index)) { [self] in
            await earlier?.value
            return await answer(of: index, check)
        }
    }

    /// Asks once.
    func examine(_ index: Int) {
        guard let check = plans[index].healthCheck else { return }
        let turn = runs[index].turn
        runs[index].examination = Task {
            let outcome = await answer(of: index, check)
            guard runs[index].turn == turn, !Task.isCancelled else { return }
            switch outcome {
            case .passed: post(.examined(index, isWell: true))
            case .failed(let words):
                runs[index].healthWords = words
                post(.examined(index, isWell: false))
            }
        }
    }

    private func answer(of index: Int, _ check: HealthCheck) async -> ProbeOutcome {
        let question: ProbeRequest.Question
        switch check.probe {
        case .command(let arguments): return await run(arguments, of: index, timeout: check.timeout)
        case .http(let path, let status): question = .http(path: path, status: status)
        case .tls: question = .tls
        }
        return await prober(
            ProbeRequest(service: index, name: plans[index].name, question: question, timeout: check.timeout))
    }

    /// What is said of a service that is not well, and no more once it is.
    func reportHealth(of index: Int) {
        guard machine.phases[index] == .ready else { return }
        guard machine.isUnwell(index) else {
            runs[index].report.failure = nil
            runs[index].report.remedy = nil
            runs[index].report.lastLines = []
            return
        }
        let problem = illness(of: index)
        runs[index].report.failure = problem.message
        runs[index].report.remedy = problem.remedy
        runs[index].report.lastLines = book.lastLines(of: index)
    }

    func illness(of index: Int) -> SupervisionProblem {
        let answer = runs[index].healthWords ?? runs[index].probeWords
        guard let check = plans[index].healthCheck, machine.isSilent(index) == false else {
            let pause = runs[index].watchdog ?? plans[index].watchdog ?? .zero
            return SupervisionProblem(
                "it has given no sign of life for \(pause.inWords): no WATCHDOG=1",
                remedy: "Its program is to send that to the socket in NOTIFY_SOCKET: see sd_notify(3).")
        }
        let question: String
        switch check.probe {
        case .http(let path, _): question = "GET \(path)\(place(of: index))"
        case .tls: question = "TLS\(place(of: index))"
        case .command(let arguments): question = "`\(ShellText.line(arguments))`"
        }
        let words = "\(question): \(answer ?? "there is no answer")"
        let retries = check.retries == 1 ? "its health check failed" : "\(check.retries) health checks in a row failed"
        return runs[index].report.readyAfter == nil
            ? SupervisionProblem(
                "no health check passed within \(check.proof.inWords); \(words)",
                remedy: "Give it longer with `start_period:` if that is all it needs.")
            : SupervisionProblem(
                check.retries == 1 ? "\(retries); \(words)" : "\(retries), the last: \(words)",
                remedy: "See \(statePath)/logs/\(plans[index].name).log.")
    }
}
