internal import NIOCore

/// A body that is sent piece by piece, as fast as the client takes it.
struct Transfer {
    enum Source {
        case file(OpenFile, offset: Int)
        case buffer(ByteBuffer)
    }

    var source: Source
    var remaining: Int
    var answer: Answer
}

/// What is known of an answer, for its access record.
struct Answer {
    var arrival: Arrival
    var status: Int
    /// Of the body.
    var length: Int
    var remark: String?
    /// Whether the connection ends with it.
    var isLast: Bool
}
