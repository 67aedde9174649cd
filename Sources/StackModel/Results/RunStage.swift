/// A part of a run. Times count from the run's start.
package struct RunStage: Sendable, Equatable {
    package enum Kind: String, Sendable, Equatable {
        case reading
        case certificates
        /// Until all services are ready, or one has failed.
        case services
        case checks
        case stopping
    }

    package var kind: Kind
    package var from: Duration
    package var to: Duration

    package init(_ kind: Kind, from: Duration, to: Duration) {
        self.kind = kind
        self.from = from
        self.to = to
    }
}
