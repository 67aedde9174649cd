internal import StackModel

/// When what happened to each service, for who asks afterwards.
extension SupervisionCore {
    private var elapsed: Duration { startedAt.duration(to: .now) }

    private func change(_ index: Int, _ body: (inout ServiceLife) -> Void) {
        guard let last = runs[index].report.lives.indices.last else { return }
        body(&runs[index].report.lives[last])
    }

    func beginLife(of index: Int) {
        // A reload may have changed them.
        runs[index].report.needs = plans[index].dependencies.map { ServiceNeed(plans[$0.index].name, $0.condition) }
        runs[index].report.beginLife(at: elapsed)
    }

    func note(_ event: StackEvent) {
        switch event {
        case .started(let index):
            let isServer = !plans[index].isProcess
            change(index) { life in
                life.spawnedAt = elapsed
                // Its start returns once it listens.
                if isServer { life.listening = Sighting(seenAt: elapsed) }
            }
        case .gone(let index):
            change(index) { $0.endedAt = $0.endedAt ?? elapsed }
            board.keep(runs[index].report, at: index)
        default: break
        }
    }

    /// A look has found the service's listeners: the look before, if it was for this service too, had not.
    func noteListening(_ index: Int) {
        let missed = watch.latest.flatMap { $0.missing.contains(index) ? startedAt.duration(to: $0.began) : nil }
        change(index) { life in
            life.listening = Sighting(notBefore: max(missed ?? life.startedAt, life.startedAt), seenAt: elapsed)
        }
    }

    /// The service's phase has changed.
    func noteTurn(of index: Int, _ phase: ServicePhase) {
        switch phase {
        case .ready, .completed:
            let ready = readiness(of: index)
            change(index) { $0.ready = $0.ready ?? ready }
        case .stopping: change(index) { $0.stoppingAt = $0.stoppingAt ?? elapsed }
        case .failed, .restarting:
            let words = runs[index].report.failure
            change(index) { life in
                guard life.ending == nil else { return }
                life.stoppingAt = life.stoppingAt ?? elapsed
                life.ending = words
            }
        case .waiting, .starting, .listening, .probing, .finishing, .stopped: break
        }
    }

    private func readiness(of index: Int) -> Sighting? {
        guard let life = runs[index].report.lives.last else { return nil }
        switch plans[index].readiness {
        case .started, .listen:
            // That was all that it takes.
            return life.listening ?? Sighting(seenAt: life.spawnedAt ?? elapsed)
        case .http, .tls, .command:
            let refused = runs[index].refusedAt.map { startedAt.duration(to: $0) }
            return Sighting(notBefore: refused ?? life.listening?.notBefore ?? life.startedAt, seenAt: elapsed)
        case .log, .notify, .exit: return Sighting(seenAt: elapsed)
        }
    }
}
