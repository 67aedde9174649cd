internal import StackModel

/// Readiness by a question to the service.
extension SupervisionCore {
    private static let longestPause = Duration.milliseconds(250)

    /// Asks until it passes; the pause doubles from 1 ms, so that a quick service is seen quickly.
    func probe(_ index: Int) {
        runs[index].isProbed = true
        if runs[index].matcher?.hasMatched == true { return post(.probePassed(index)) }
        guard case .http(let path, let status) = plans[index].readiness else { return }
        let request = ProbeRequest(service: index, name: plans[index].name, path: path, status: status)
        runs[index].probeTask = Task {
            var pause = Duration.milliseconds(1)
            while !Task.isCancelled {
                let outcome = await prober(request)
                guard machine.phases[index] == .probing, !Task.isCancelled else { return }
                switch outcome {
                case .passed: return post(.probePassed(index))
                case .failed(let words): runs[index].probeWords = words
                }
                await thread.sleep(until: .now + pause)
                pause = min(pause * 2, Self.longestPause)
            }
        }
    }
    /// The service is ready, or will not be.
    func endProbing(_ index: Int) {
        runs[index].probeTask?.cancel()
        watch.waiting.remove(index)
        endMatching(index)
    }
}
