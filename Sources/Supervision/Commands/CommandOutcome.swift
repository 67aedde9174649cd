package import Linux

/// What came of a command that was run to its end.
package struct CommandOutcome: Sendable, Equatable {
    package enum End: Sendable, Equatable {
        case exited(ProcessExit)
        /// It was ended since it took too long.
        case timedOut
    }

    package var end: End
    package var output: [UInt8]
    package var error: [UInt8]
    /// Whether it wrote more than was kept.
    package var isTruncated: Bool

    package init(end: End, output: [UInt8], error: [UInt8], isTruncated: Bool) {
        self.end = end
        self.output = output
        self.error = error
        self.isTruncated = isTruncated
    }
}
