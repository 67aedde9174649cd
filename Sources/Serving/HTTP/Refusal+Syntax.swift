import NIOHTTP1

extension Refusal {
    /// What a mistake in a request's syntax means to the client.
    init(_ error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(431, "The request line or the header fields are too long", remark: "too many or too long fields")
        case .invalidMethod: self.init(501, "This method is unknown here", remark: "an unknown method")
        case .invalidVersion: self.init(505, "This server speaks HTTP/1.1", remark: "another version of HTTP")
        default:
            self.init(400, "The request is not well-formed HTTP/1.1", remark: Self.words(for: error))
        }
    }

    init(_ mistake: RequestMistake) {
        switch mistake {
        case .handshake:
            self.init(
                400, "This port speaks plain http", remedy: "Use http:// instead of https://",
                remark: "a TLS handshake on a port of plain http")
        case .bareLineFeed:
            self.init(
                400, "The request is not well-formed HTTP/1.1: its lines must end in CR LF",
                remark: "a line that does not end in CR LF")
        }
    }

    private static func words(for error: HTTPParserError) -> String {
        switch error {
        case .invalidURL, .invalidHost, .invalidPort, .invalidPath, .invalidQueryString, .invalidFragment:
            "a malformed target"
        case .invalidHeaderToken: "a header field with a character that it may not have"
        case .invalidContentLength, .unexpectedContentLength: "a body whose length is not clear"
        case .invalidChunkSize: "a chunk whose size is no hexadecimal number"
        case .lfExpected: "a line that does not end in CR LF"
        case .invalidEOFState, .closedConnection: "a request that was not sent to its end"
        default: "a malformed request"
        }
    }
}
