/// How the number of a port came about.
package enum PortChoice: Sendable, Hashable {
    /// The stack file gives it.
    case written
    /// The stack file says `auto`, and this is the number for this run.
    case chosen
    /// The stack file gives this other one, and the run has its own.
    case moved(from: UInt16)
    /// The stack file says `auto`, and nothing runs: the number stands for none, and no service has it.
    case open
}
