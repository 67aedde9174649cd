/// How far a service came.
package struct ServiceReport: Sendable, Equatable {
    package enum State: String, Sendable, Equatable, CaseIterable {
        /// Not started: something that it depends on is not ready, or nothing was started.
        case waiting
        case starting
        case ready
        /// It was ready, and does not answer its health checks, or gives no sign of life.
        case unhealthy
        /// A one-shot that ended with status 0.
        case completed
        /// It has ended by itself, and is started again after a pause.
        case restarting
        case stopping
        case stopped
        case failed

        /// It is not as it should be, and nobody asked for that.
        package var isRed: Bool { self == .failed || self == .unhealthy }
    }

    /// One of its ports.
    package struct Port: Sendable, Equatable {
        /// `port` is the main one.
        package var name: String
        package var number: UInt16
        /// What the stack file gives; `nil` where it says `auto`.
        package var written: UInt16?

        package init(name: String, number: UInt16, written: UInt16?) {
            self.name = name
            self.number = number
            self.written = written
        }
    }

    package var name: String
    package var state: State
    /// Where it answers: `https://localhost:1443`; `nil` without a port.
    package var address: String?
    /// The main one first.
    package var ports: [Port]
    /// From the start of the run to the start of the service.
    package var startedAfter: Duration?
    /// From the start of the run to its being ready.
    package var readyAfter: Duration?
    /// How often it was started again after it had ended by itself.
    package var restarts: Int
    /// What it says of itself: STATUS of sd_notify(3).
    package var status: String?
    /// Why it failed or is unhealthy, in one sentence, then what to do. Of one that waits, which failure keeps it from being started.
    package var failure: String?
    package var remedy: String?
    /// What it said last, oldest first; only kept of a service that failed or is unhealthy.
    package var lastLines: [String]
    package var needs: [ServiceNeed] = []
    /// Its runs, oldest first: the first, and of many the latest.
    package var lives: [ServiceLife] = []
    /// How many runs between the first and the others are left out.
    package var livesLeftOut = 0

    package init(
        name: String, state: State, address: String? = nil, ports: [Port] = [], startedAfter: Duration? = nil,
        readyAfter: Duration? = nil,
        restarts: Int = 0, status: String? = nil, failure: String? = nil, remedy: String? = nil,
        lastLines: [String] = []
    ) {
        self.name = name
        self.state = state
        self.address = address
        self.ports = ports
        self.startedAfter = startedAfter
        self.readyAfter = readyAfter
        self.restarts = restarts
        self.status = status
        self.failure = failure
        self.remedy = remedy
        self.lastLines = lastLines
    }
}

extension ServiceReport {
    /// It is not what it was to become.
    package var isDown: Bool { state.isRed || state == .restarting || (state == .waiting && failure != nil) }

    /// How many of its runs are remembered: a crash loop may go on for days.
    package static let livesKept = 64

    package mutating func beginLife(at moment: Duration) {
        if lives.count == Self.livesKept {
            lives.remove(at: 1)
            livesLeftOut += 1
        }
        lives.append(ServiceLife(startedAt: moment))
    }
}
