internal import Diagnostics
internal import StackModel

extension TimelinePage {
    /// What the page's script draws; times are milliseconds from the run's start. Nothing in it can end its element.
    static func data(of report: RunReport) -> String {
        let path = CriticalPath(report.services).services
        let places = Dictionary(
            report.services.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let value = JSONReport.object([
            ("end", JSONReport.milliseconds(report.duration)),
            (
                "stages",
                .array(
                    report.stages.map { stage in
                        JSONReport.object([
                            ("name", .string(stage.kind.rawValue)), ("from", JSONReport.milliseconds(stage.from)),
                            ("to", JSONReport.milliseconds(stage.to)), ("facts", facts(of: stage, report)),
                        ])
                    })
            ),
            (
                "services",
                .array(
                    report.services.enumerated().map { index, service in
                        let place = path.firstIndex(of: index)
                        let cause = place.flatMap { $0 > 0 ? path[$0 - 1] : nil }
                        return self.service(
                            service, isCritical: place != nil, cause: cause, report.services, places)
                    })
            ),
            ("checks", .array(report.checks.map(check))),
        ])
        // HTML, "Restrictions for contents of script elements".
        var text = ""
        for scalar in value.compactText.unicodeScalars {
            if scalar == "<" { text += "\\u003c" } else { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    private static func facts(of stage: RunStage, _ report: RunReport) -> JSONValue {
        guard stage.kind == .certificates else { return .array([]) }
        return .array(report.certificates.map { .string("\($0.name): \($0.actionWords)") })
    }

    private static func service(
        _ service: ServiceReport, isCritical: Bool, cause: Int?, _ services: [ServiceReport], _ places: [String: Int]
    ) -> JSONValue {
        let needs = service.needs.map { need in
            let place = places[need.service]
            return JSONReport.object([
                ("service", .string(need.service)), ("condition", .string(need.words)),
                ("place", JSONReport.optional(place, JSONReport.integer)),
                (
                    "met",
                    JSONReport.optional(place.flatMap { services[$0].meets(need.condition) }, JSONReport.milliseconds)
                ),
            ])
        }
        return JSONReport.object([
            ("name", .string(service.name)), ("state", .string(service.state.rawValue)),
            ("address", JSONReport.optional(service.address, JSONValue.string)),
            ("failure", JSONReport.optional(service.failure, JSONValue.string)),
            ("critical", .bool(isCritical)), ("cause", JSONReport.optional(cause, JSONReport.integer)),
            ("needs", .array(needs)), ("lives", .array(service.lives.map(life))),
            ("left_out", JSONReport.integer(service.livesLeftOut)),
        ])
    }

    private static func life(_ life: ServiceLife) -> JSONValue {
        func time(_ value: Duration?) -> JSONValue { JSONReport.optional(value, JSONReport.milliseconds) }
        return JSONReport.object([
            ("start", time(life.startedAt)), ("spawn", time(life.spawnedAt)),
            ("listenFrom", time(life.listening?.notBefore)), ("listen", time(life.listening?.seenAt)),
            ("readyFrom", time(life.ready?.notBefore)), ("ready", time(life.ready?.seenAt)),
            ("stop", time(life.stoppingAt)), ("end", time(life.endedAt)),
            ("ending", JSONReport.optional(life.ending, JSONValue.string)),
        ])
    }

    private static func check(_ check: CheckResult) -> JSONValue {
        var reason: String?
        switch check.verdict {
        case .passed: break
        case .skipped(let why): reason = why
        case .failed(let mismatches):
            reason = mismatches.first.map { "\($0.subject): expected \($0.expected), got \($0.actual)" }
        }
        return JSONReport.object([
            ("name", .string(check.name)), ("verdict", .string(check.verdict.word)),
            ("reason", JSONReport.optional(reason.map(PrintableText.escaped), JSONValue.string)),
            ("from", JSONReport.optional(check.startedAfter, JSONReport.milliseconds)),
            ("to", JSONReport.optional(check.startedAfter.map { $0 + check.duration }, JSONReport.milliseconds)),
            ("request", JSONReport.optional(check.exchange.map { "\($0.method) \($0.url)" }, JSONValue.string)),
            ("reused", .bool(check.exchange?.isReused == true)),
            (
                "phases",
                .array(
                    PhaseSpan.spans(of: check).map {
                        JSONReport.object([
                            ("name", .string($0.name)), ("from", JSONReport.milliseconds($0.from)),
                            ("to", JSONReport.milliseconds($0.to)),
                        ])
                    })
            ),
        ])
    }
}

extension ServiceNeed {
    var words: String {
        switch condition {
        case .started: "runs"
        case .ready: "ready"
        case .completed: "completed"
        }
    }
}
