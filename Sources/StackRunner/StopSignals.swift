package import StackModel
import UnixSignals

/// A signal that asks devstack to stop.
package enum StopSignal: Sendable, Equatable {
    case hangup
    case interrupt
    case terminate

    /// 128 and the signal's number, as a shell reports it.
    package var exitStatus: ExitStatus {
        switch self {
        case .hangup: .hangup
        case .interrupt: .interrupted
        case .terminate: .terminated
        }
    }

    fileprivate init?(_ signal: UnixSignal) {
        switch signal {
        case .sighup: self = .hangup
        case .sigint: self = .interrupt
        case .sigterm: self = .terminate
        default: return nil
        }
    }
}

/// SIGHUP, SIGINT and SIGTERM as a sequence.
package struct StopSignals: Sendable {
    package init() {}

    /// Hands each signal to `receive` until the task is cancelled.
    func forEach(_ receive: (StopSignal) -> Void) async {
        for await signal in await UnixSignalsSequence(trapping: .sighup, .sigint, .sigterm) {
            if let signal = StopSignal(signal) { receive(signal) }
        }
    }

    /// Waits for the first of them.
    func first() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup, .sigint, .sigterm) { return }
    }
}
