/// What a process is doing: proc_pid_stat(5), field 3.
package enum ProcessState: Sendable, Hashable {
    case running
    case sleeping
    /// In the kernel, where no signal reaches it.
    case uninterruptible
    /// By a signal, as Ctrl-Z sends one.
    case stopped
    /// By a debugger.
    case traced
    /// It has ended, and its parent has not asked for its status.
    case zombie

    init(letter: UInt8) {
        self =
            switch letter {
            case UInt8(ascii: "R"): .running
            case UInt8(ascii: "D"): .uninterruptible
            case UInt8(ascii: "T"): .stopped
            case UInt8(ascii: "t"): .traced
            case UInt8(ascii: "Z"), UInt8(ascii: "X"): .zombie
            default: .sleeping
            }
    }
}
