/// One line that a service wrote.
package struct LogLine: Sendable, Equatable {
    package enum Stream: Sendable, Equatable {
        case output
        case error
        /// An in-process server's own line.
        case server
    }

    /// The index of its plan.
    package var service: Int
    package var stream: Stream
    /// Seconds since 1970-01-01T00:00:00Z, when it was read.
    package var time: Double
    /// Without the line feed; at most 64 KiB, a longer line comes in parts.
    package var bytes: [UInt8]

    package init(service: Int, stream: Stream, time: Double, bytes: [UInt8]) {
        self.service = service
        self.stream = stream
        self.time = time
        self.bytes = bytes
    }
}
