package import StackModel

/// A run in the Trace Event Format, for Perfetto and chrome://tracing.
///
/// The object form, with complete (`X`), instant (`i`), flow (`s`, `f`) and metadata (`M`) events; times are microseconds
/// from the run's start.
package enum TimelineTrace {
    /// The text: a line for each event, and a line break at its end.
    package static func text(_ report: RunReport) -> String {
        let other: JSONValue = .object([
            .init("stack", .string(report.stack)), .init("file", .string(report.file)),
            .init("started_at", .string(DateText.microsecond(report.startedAt) + "Z")),
            .init("outcome", .string(report.exitStatus.identifier)),
        ])
        let events = events(of: report).map(\.value.compactText).joined(separator: ",\n")
        return "{\"displayTimeUnit\":\"ms\",\"otherData\":\(other.compactText),\"traceEvents\":[\n\(events)\n]}\n"
    }

    private static func events(of report: RunReport) -> [TraceEvent] {
        let path = CriticalPath(report.services).services
        return run(report) + services(report.services, path: path) + needs(report.services) + checks(report.checks)
    }

    // MARK: The run

    private static func run(_ report: RunReport) -> [TraceEvent] {
        [
            .process(.run, named: report.stack.isEmpty ? "devstack" : "devstack \(report.stack)"),
            .thread(.run, 1, "stages"),
        ]
            + report.stages.map { stage in
                var event = TraceEvent.complete(stage.kind.rawValue, "stage", .run, 1, from: stage.from, to: stage.to)
                if stage.kind == .certificates {
                    event.arguments = report.certificates.map { ($0.name, .string($0.actionWords)) }
                }
                return event
            }
    }

    // MARK: Services

    private static func services(_ services: [ServiceReport], path: [Int]) -> [TraceEvent] {
        guard !services.isEmpty else { return [] }
        return [.process(.services, named: "services")]
            + services.enumerated().flatMap { index, service in
                [.thread(.services, index + 1, service.name)]
                    + service.lives.enumerated().flatMap { turn, life in
                        events(of: life, turn: turn, service, thread: index + 1, isCritical: path.contains(index))
                    }
            }
    }

    private static func events(
        of life: ServiceLife, turn: Int, _ service: ServiceReport, thread: Int, isCritical: Bool
    ) -> [TraceEvent] {
        let end = life.endedAt ?? life.stoppingAt ?? life.ready?.seenAt ?? life.startedAt
        var events: [TraceEvent] = []
        let comingTo = life.ready?.seenAt ?? life.stoppingAt ?? end
        var coming = TraceEvent.complete("coming up", "service", .services, thread, from: life.startedAt, to: comingTo)
        coming.arguments = [
            ("critical_path", .bool(isCritical)), ("run", .number(JSONNumber(turn + 1))),
            ("waits_for", .array(service.needs.map { .string($0.service) })),
        ]
        if let lag = life.listening?.lag {
            coming.arguments.append(("listening_lag_at_most_us", TraceEvent.number(lag)))
        }
        if let lag = life.ready?.lag { coming.arguments.append(("ready_lag_at_most_us", TraceEvent.number(lag))) }
        events.append(coming)
        if let spawned = life.spawnedAt { events.append(.instant("program runs", .services, thread, at: spawned)) }
        if let listening = life.listening {
            if let bound = listening.notBefore {
                events.append(
                    .complete(
                        "began to listen in here", "service", .services, thread, from: bound, to: listening.seenAt))
            }
            events.append(.instant("listens, noticed", .services, thread, at: listening.seenAt))
            if let ready = life.ready, ready.seenAt > listening.seenAt {
                events.append(
                    .complete("probing", "service", .services, thread, from: listening.seenAt, to: ready.seenAt))
            }
        }
        if let ready = life.ready {
            events.append(
                .complete("ready", "service", .services, thread, from: ready.seenAt, to: life.stoppingAt ?? end))
        }
        if let stopping = life.stoppingAt, let ended = life.endedAt {
            var event = TraceEvent.complete("stopping", "service", .services, thread, from: stopping, to: ended)
            if let ending = life.ending { event.arguments = [("why", .string(ending))] }
            events.append(event)
        } else if let stopping = life.stoppingAt, let ending = life.ending {
            events.append(.instant(ending, .services, thread, at: stopping))
        }
        return events
    }

    /// An arrow from what was waited for to what waited.
    private static func needs(_ services: [ServiceReport]) -> [TraceEvent] {
        let places = Dictionary(services.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var events: [TraceEvent] = []
        for (index, service) in services.enumerated() {
            guard let start = service.lives.first?.startedAt else { continue }
            for need in service.needs {
                guard let place = places[need.service], let met = services[place].meets(need.condition), met <= start
                else { continue }
                events += TraceEvent.flow(
                    events.count / 2 + 1, "\(service.name) waits for \(need.service)", from: (place + 1, met),
                    to: (index + 1, start))
            }
        }
        return events
    }

    // MARK: Checks

    /// Side by side in as few lanes as were under way at once: slices of one thread must not overlap.
    private static func checks(_ checks: [CheckResult]) -> [TraceEvent] {
        let made = checks.compactMap { check in check.startedAfter.map { ($0, check) } }.sorted { $0.0 < $1.0 }
        guard !made.isEmpty else { return [] }
        var lanes: [Duration] = []
        var events: [TraceEvent] = []
        for (began, check) in made {
            let lane = lanes.firstIndex { $0 <= began } ?? lanes.count
            let end = began + check.duration
            if lane == lanes.count { lanes.append(end) } else { lanes[lane] = end }
            var event = TraceEvent.complete(check.name, "check", .checks, lane + 1, from: began, to: end)
            event.arguments = [("verdict", .string(check.verdict.word))]
            if let exchange = check.exchange {
                event.arguments.append(("request", .string("\(exchange.method) \(exchange.url)")))
            }
            events.append(event)
            events += PhaseSpan.spans(of: check).map {
                .complete($0.name, "phase", .checks, lane + 1, from: $0.from, to: $0.to)
            }
        }
        return [.process(.checks, named: "checks")] + lanes.indices.map { .thread(.checks, $0 + 1, "checks \($0 + 1)") }
            + events
    }
}

extension CheckResult.Verdict {
    var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }
}

extension CertificateReport {
    /// What was done with it: `kept`, `made`, `renewed: its names changed`.
    var actionWords: String {
        switch action {
        case .kept: "kept"
        case .made: "made"
        case .renewed(let why): "renewed: \(why)"
        }
    }
}
