internal import StackModel

/// What decided when the stack was up: the service that was ready last, what that had waited for last, and so on.
///
/// Of a stack that did not come up it is the way to the first failure.
struct CriticalPath: Sendable, Equatable {
    /// The services' places in the report, the first that was started first.
    let services: [Int]

    init(_ services: [ServiceReport]) {
        var path: [Int] = []
        var next = Self.end(of: services)
        while let index = next, !path.contains(index) {
            path.insert(index, at: 0)
            next = Self.cause(of: index, in: services)
        }
        self.services = path
    }

    private static func end(of services: [ServiceReport]) -> Int? {
        let failures = services.indices.compactMap { index in
            services[index].state == .failed && services[index].isReadyAt == nil
                ? services[index].lives.last?.stoppingAt.map { (index, $0) } : nil
        }
        if let first = failures.min(by: { $0.1 < $1.1 }) { return first.0 }
        let ready = services.indices.compactMap { index in services[index].isReadyAt.map { (index, $0) } }
        return ready.max { $0.1 < $1.1 }?.0
    }

    /// Which of its needs was met last.
    private static func cause(of index: Int, in services: [ServiceReport]) -> Int? {
        guard let start = services[index].lives.first?.startedAt else { return nil }
        let met = services[index].needs.compactMap { need -> (Int, Duration)? in
            guard let place = services.firstIndex(where: { $0.name == need.service }),
                let moment = services[place].meets(need.condition), moment <= start
            else { return nil }
            return (place, moment)
        }
        return met.max { $0.1 < $1.1 }?.0
    }
}

extension ServiceReport {
    /// When it was ready for the first time.
    var isReadyAt: Duration? { lives.lazy.compactMap { $0.ready?.seenAt }.first }

    /// When it first was as far as a dependent asks.
    func meets(_ condition: ServiceDependency.Condition) -> Duration? {
        switch condition {
        case .started: lives.lazy.compactMap(\.spawnedAt).first
        case .ready, .completed: isReadyAt
        }
    }
}
