/// How far a service came.
package struct ServiceReport: Sendable, Equatable {
    package enum State: String, Sendable, Equatable {
        /// Not started: something that it depends on is not ready, or nothing was started.
        case waiting
        case starting
        case ready
        /// A one-shot that ended with status 0.
        case completed
        case stopping
        case stopped
        case failed
    }

    package var name: String
    package var state: State
    /// Where it answers: `https://localhost:1443`; `nil` without a port.
    package var address: String?
    /// From the start of the run to the start of the service.
    package var startedAfter: Duration?
    /// From the start of the run to its being ready.
    package var readyAfter: Duration?
    /// Why it failed, in one sentence, then what to do. Of one that waits, which failure keeps it from being started.
    package var failure: String?
    package var remedy: String?
    /// What it said last, oldest first; only kept of a service that failed.
    package var lastLines: [String]

    package init(
        name: String, state: State, address: String? = nil, startedAfter: Duration? = nil, readyAfter: Duration? = nil,
        failure: String? = nil, remedy: String? = nil, lastLines: [String] = []
    ) {
        self.name = name
        self.state = state
        self.address = address
        self.startedAfter = startedAfter
        self.readyAfter = readyAfter
        self.failure = failure
        self.remedy = remedy
        self.lastLines = lastLines
    }
}
