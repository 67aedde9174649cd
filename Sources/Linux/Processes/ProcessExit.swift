import CLinux
import Glibc

/// How a process ended: waitid(2).
package enum ProcessExit: Sendable, Hashable {
    case status(Int32)
    /// Ended by a signal of this number.
    case signal(Int32)

    /// From `si_code` and `si_status`; a status above 128 is a status all the same.
    init(code: Int32, status: Int32) {
        self = code == CLD_EXITED ? .status(status) : .signal(status)
    }

    package var isSuccess: Bool { self == .status(0) }
}

extension ProcessExit: CustomStringConvertible {
    /// `status 1`, or `signal 9 (SIGKILL)`.
    package var description: String {
        switch self {
        case .status(let status): "status \(status)"
        case .signal(let number): "signal \(number) (\(Self.name(ofSignal: number)))"
        }
    }

    /// `ended with status 1`, or `was ended by signal 9 (SIGKILL)`.
    package var verb: String {
        switch self {
        case .status: "ended with \(self)"
        case .signal: "was ended by \(self)"
        }
    }

    /// `SIGTERM` of 15.
    package static func name(ofSignal number: Int32) -> String {
        guard let name = devstack_signal_name(number) else { return "SIG\(number)" }
        return "SIG" + String(cString: name)
    }
}
