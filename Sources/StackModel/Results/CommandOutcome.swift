/// How a program that was run to its end came out.
package struct CommandOutcome: Sendable, Equatable {
    package enum Ending: Sendable, Equatable {
        /// With this exit status.
        case exited(Int32)
        /// Ended by this signal.
        case signalled(Int32)
        /// It ran longer than it may, and was ended.
        case timedOut
        /// Why it could not be started: "greeter: No such file or directory".
        case notStarted(String)
    }

    package var ending: Ending
    package var stdout: [UInt8]
    package var stderr: [UInt8]

    package init(_ ending: Ending, stdout: [UInt8] = [], stderr: [UInt8] = []) {
        self.ending = ending
        self.stdout = stdout
        self.stderr = stderr
    }
}
