/// One line that a service wrote, or devstack about it.
package struct LogLine: Sendable, Equatable {
    /// Where it came from, with the word that log files have for it.
    package enum Stream: String, Sendable, CaseIterable {
        case output = "out"
        case error = "err"
        /// An in-process server's own line.
        case server = "log"
        /// devstack's own: that a run begins, or that lines are missing.
        case devstack = "dev"
    }

    /// The index of its plan, or of its name among those that are read.
    package var service: Int
    package var stream: Stream
    /// When it was read.
    package var time: LogTime
    /// Without the line feed; at most 64 KiB, a longer line comes in parts.
    package var bytes: [UInt8]
    /// Whether the line goes on in the next part of the same stream.
    package var continues: Bool

    package init(service: Int, stream: Stream, time: LogTime, bytes: [UInt8], continues: Bool = false) {
        self.service = service
        self.stream = stream
        self.time = time
        self.bytes = bytes
        self.continues = continues
    }
}
