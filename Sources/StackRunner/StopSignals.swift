import Glibc
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

    /// As kill(2) takes it.
    var number: Int32 {
        switch self {
        case .hangup: 1
        case .interrupt: 2
        case .terminate: 15
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

/// SIGHUP, SIGINT and SIGTERM, once they are trapped.
package struct StopSignals: Sendable {
    /// They as a sequence; none that comes is lost.
    struct Trapped: Sendable {
        fileprivate let sequence: UnixSignalsSequence

        /// Hands each signal to `receive` until the task is cancelled.
        func forEach(_ receive: (StopSignal) -> Void) async {
            for await signal in sequence {
                if let signal = StopSignal(signal) { receive(signal) }
            }
        }

        /// Waits for the first of them.
        func first() async {
            for await _ in sequence { return }
        }
    }

    package init() {}

    /// They end this process by themselves again.
    static func release() {
        for number in [SIGHUP, SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// Until then a signal ends this process by itself, which is right as long as nothing runs.
    func trapped() async -> Trapped {
        Trapped(sequence: await UnixSignalsSequence(trapping: .sighup, .sigint, .sigterm))
    }
}
