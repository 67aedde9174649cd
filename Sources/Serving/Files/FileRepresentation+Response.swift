internal import NIOCore

extension FileRepresentation {
    /// Where the bytes of a response come from.
    enum Source {
        /// The content that is kept in memory.
        case kept
        /// The file itself, while the response is sent.
        case read(OpenFile)
    }

    /// The answer to a GET or HEAD for this file: whole, a part, unchanged, or not under these conditions.
    func response(to request: Request, body source: Source) -> Response {
        let validators = validators(at: request.now)
        switch validators.outcome(of: request.fields) {
        case .notModified: return Response(status: 304, fields: validatorFields(at: request.now), body: .absent)
        case .preconditionFailed:
            return ErrorPage.response(
                for: Refusal(412, "The file is not the version that the request asks for"),
                accept: request.fields.accept)
        case .proceed: break
        }

        let length = identity.size
        // RFC 9110, 14.2: a Range has a meaning for GET alone.
        guard !request.isHead, let range = request.fields.range,
            validators.allowsRange(ifRange: request.fields.ifRange)
        else { return whole(source, at: request.now) }
        switch ByteRange(range, length: length) {
        case .whole: return whole(source, at: request.now)
        case .part(let part):
            let line = "Content-Range: bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)\r\n"
            return Response(
                status: 206, fields: fields(at: request.now) + Array(line.utf8), body: body(source, part))
        case .unsatisfiable:
            let refusal = Refusal(
                416, "The file has \(length) bytes, and the range is beyond them",
                fields: "Content-Range: bytes */\(length)\r\n")
            return ErrorPage.response(for: refusal, accept: request.fields.accept)
        }
    }

    private func whole(_ source: Source, at now: Int) -> Response {
        Response(status: 200, fields: fields(at: now), body: body(source, 0..<identity.size))
    }

    private func body(_ source: Source, _ part: Range<Int>) -> Response.Body {
        switch source {
        case .read(let file): .file(file, offset: part.lowerBound, length: part.count)
        case .kept: .bytes(content?.getSlice(at: part.lowerBound, length: part.count) ?? ByteBuffer())
        }
    }
}
