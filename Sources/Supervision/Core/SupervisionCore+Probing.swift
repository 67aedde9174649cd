internal import StackModel

/// Readiness by a question to the service, or about it.
extension SupervisionCore {
    func probe(_ index: Int) {
        runs[index].isProbed = true
        switch plans[index].readiness {
        case .started, .listen, .exit: break
        case .log: if runs[index].matcher?.hasMatched == true { post(.probePassed(index)) }
        case .notify: if runs[index].notices.isReady { post(.probePassed(index)) }
        case .http(let path, let status): ask(index, .http(path: path, status: status))
        case .tls: ask(index, .tls)
        case .command(let arguments):
            // A program each time, so not as often as a question, and never two of them at once.
            let earlier = runs[index].probeTask
            ask(index, pauses: .milliseconds(10)...(.milliseconds(500))) { [self] in
                await earlier?.value
                return await run(arguments, of: index)
            }
        }
    }

    private func ask(_ index: Int, _ question: ProbeRequest.Question) {
        let request = ProbeRequest(service: index, name: plans[index].name, question: question)
        ask(index, pauses: .milliseconds(1)...(.milliseconds(250))) { [self] in await prober(request) }
    }

    /// Asks until it passes; the pause doubles from a short one, so that a quick service is seen quickly.
    private func ask(
        _ index: Int, pauses: ClosedRange<Duration>,
        _ question: nonisolated(nonsending) @escaping @Sendable () async -> ProbeOutcome
    ) {
        runs[index].probeTask = Task {
            var pause = pauses.lowerBound
            while !Task.isCancelled {
                let began = SuspendingClock.now
                let outcome = await question()
                guard machine.phases[index] == .probing, !Task.isCancelled else { return }
                switch outcome {
                case .passed: return post(.probePassed(index))
                case .failed(let words):
                    runs[index].probeWords = words
                    runs[index].refusedAt = began
                }
                await thread.sleep(until: .now + pause)
                pause = min(pause * 2, pauses.upperBound)
            }
        }
    }

    /// The service is ready, or will not be.
    func endProbing(_ index: Int) {
        runs[index].probeTask?.cancel()
        watch.waiting.remove(index)
        endMatching(index)
    }

    /// Waits for what readiness runs by itself.
    func probesEnded() async {
        for index in plans.indices {
            guard case .command = plans[index].readiness else { continue }
            await runs[index].probeTask?.value
        }
    }
}
