import NIOHTTP1

extension HTTPParserError {
    /// What of a response broke the rules of HTTP/1.1, and what to do; `nil` where it is not HTTP/1.1 at all.
    var fault: (words: String, explanation: String)? {
        switch self {
        case .headerOverflow:
            (
                "the response's head is too long",
                "the server speaks HTTP/1.1, but sends more bytes of headers than a client need take (80 KiB)"
            )
        case .unexpectedContentLength:
            (
                "the response's length is given twice, or in two ways",
                "the server sends more than one Content-Length, or one beside Transfer-Encoding, which clients must refuse "
                    + "(RFC 9112, section 6.3)"
            )
        case .invalidContentLength:
            (
                "Content-Length is not a number",
                "the server speaks HTTP/1.1, but its Content-Length is no number of bytes"
            )
        case .invalidHeaderToken, .invalidCharactersUsed:
            (
                "a header holds a character that none may hold",
                "the server speaks HTTP/1.1, but puts a control character, or another that is not allowed, into a header "
                    + "(RFC 9110, section 5.5)"
            )
        case .invalidChunkSize:
            (
                "a chunk's size is not a hexadecimal number",
                "the server speaks HTTP/1.1, but its chunks are not as Transfer-Encoding: chunked has them"
            )
        case .lfExpected:
            (
                "a line of the head does not end with CR LF",
                "the server speaks HTTP/1.1, but a line of its head does not end with a carriage return and a line feed"
            )
        case .invalidStatus:
            ("the status is not a number", "the server's status line has no status of three digits")
        default: nil
        }
    }
}
