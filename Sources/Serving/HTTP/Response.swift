internal import NIOCore

/// An answer, ready to be written out by the connection.
struct Response {
    enum Body {
        /// None by the status' own definition, as with 304: no Content-Length is sent either.
        case absent
        case bytes(ByteBuffer)
        /// A part of a file, read while it is sent.
        case file(OpenFile, offset: Int, length: Int)

        var length: Int {
            switch self {
            case .absent: 0
            case .bytes(let buffer): buffer.readableBytes
            case .file(_, _, let length): length
            }
        }
    }

    var status: Int
    /// Whole header lines, each with its CR LF; Date, Content-Length and Connection are the connection's to add.
    var fields: [UInt8]
    var body: Body
    /// What the access line should say beyond the status.
    var remark: String?
}
