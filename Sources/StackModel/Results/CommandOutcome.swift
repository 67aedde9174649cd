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

    /// What it wrote to one of its outputs.
    package struct Output: Sendable, Equatable {
        package var bytes: [UInt8]
        /// Whether it wrote more than was kept.
        package var isTruncated: Bool

        package init(_ bytes: [UInt8], isTruncated: Bool = false) {
            self.bytes = bytes
            self.isTruncated = isTruncated
        }
    }

    /// How many bytes of each output are kept.
    package static let bytesKept = 1 << 20

    package var ending: Ending
    package var stdout: Output
    package var stderr: Output

    package init(_ ending: Ending, stdout: Output, stderr: Output) {
        self.ending = ending
        self.stdout = stdout
        self.stderr = stderr
    }

    package init(_ ending: Ending, stdout: [UInt8] = [], stderr: [UInt8] = []) {
        self.init(ending, stdout: Output(stdout), stderr: Output(stderr))
    }
}
