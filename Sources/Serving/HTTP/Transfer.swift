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
