package import Linux
package import StackModel

/// How far a service came.
package enum ServicePhase: Sendable, Hashable {
    /// Not started yet; for good when the stack is told to stop, or what it depends on has failed.
    case waiting
    case starting
    /// It runs, and its ports are awaited.
    case listening
    /// Its probe is awaited.
    case probing
    /// A one-shot: its end is awaited.
    case finishing
    case ready
    case completed
    /// It has ended by itself; what is left of it is ended, and after a pause it is started again.
    case restarting(FailureCause)
    case stopping
    case stopped
    case failed(FailureCause)

    /// Started, and neither ready nor given up.
    package var isComing: Bool {
        switch self {
        case .starting, .listening, .probing, .finishing: true
        case .waiting, .ready, .completed, .restarting, .stopping, .stopped, .failed: false
        }
    }

    /// Whether it does, or has done, what it is for.
    package var isSatisfied: Bool { self == .ready || self == .completed }

    /// Whether its next start, or the one that it waits for, is still to come.
    var isRestarting: Bool {
        if case .restarting = self { true } else { false }
    }

    /// Whether a dependent that waits for this can be started.
    package func meets(_ condition: ServiceDependency.Condition) -> Bool {
        switch condition {
        case .started:
            switch self {
            case .listening, .probing, .finishing, .ready, .completed: true
            case .waiting, .starting, .restarting, .stopping, .stopped, .failed: false
            }
        case .ready: isSatisfied
        case .completed: self == .completed
        }
    }

    package var reported: ServiceReport.State {
        switch self {
        case .waiting: .waiting
        case .starting, .listening, .probing, .finishing: .starting
        case .ready: .ready
        case .completed: .completed
        case .restarting: .restarting
        case .stopping: .stopping
        case .stopped: .stopped
        case .failed: .failed
        }
    }
}

/// Why a service failed.
package indirect enum FailureCause: Sendable, Hashable {
    /// Somebody else listens on its port, so nothing was started.
    case portTaken
    case couldNotStart
    case ended(ProcessExit)
    /// Its main process had ended well, and now what that left in the background has ended too.
    case vanished
    /// Its main process ended well and left others, none of which holds its ports.
    case listenersLost
    case late
    case wardenLost
    /// It outlived SIGKILL.
    case unendable
    /// It was never ready, and has ended too often in a row; the last time like this.
    case crashLoop(FailureCause)
}
