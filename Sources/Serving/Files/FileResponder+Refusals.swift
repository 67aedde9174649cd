import Glibc
import Linux

extension FileResponder {
    /// What a file that could not be opened means to the client, and to the reader of the access log.
    func refusal(of error: SystemError, path: Substring) -> Refusal {
        let missing = Refusal(404, Self.missingMessage(path))
        switch error.code {
        case ENOENT, ENOTDIR, ENAMETOOLONG:
            return error.call == "openat2" ? missing : missing.remarking("\(error)")
        case EXDEV: return missing.remarking("a symbolic link on the way is absolute or leads out of the folder")
        case ELOOP: return missing.remarking("its symbolic links go round in a circle")
        case ENXIO, ENODEV: return missing.remarking("it is not a regular file")
        case EACCES, EPERM:
            return Refusal(
                403, "The server may not read this file", remedy: "Give its user leave to read it", remark: "\(error)")
        case EAGAIN, EMFILE, ENFILE, ENOMEM:
            return Refusal(503, "The file could not be opened just now", remedy: "Try again", remark: "\(error)")
        default: return Refusal(500, "The file could not be read", remark: "\(error)")
        }
    }

    func notFound(_ request: Request, remark: String) -> Response {
        let refusal = Refusal(404, Self.missingMessage(request.target.path), remark: remark)
        return response(for: refusal, to: request.fields)
    }

    /// To the same folder with a slash, where links relative to it work.
    ///
    /// The location is written anew from the decoded segments: whatever stood in the request, it stays on this server.
    func redirect(_ request: Request, to path: SitePath) -> Response {
        let place = path.segments.map { "/" + PercentEncoding.encoded(segment: $0) }.joined() + "/"
        let query = request.target.query.map { "?\($0)" } ?? ""
        let refusal = Refusal(301, "This folder is at \(place)", fields: "Location: \(place)\(query)\r\n")
        return response(for: refusal, to: request.fields)
    }

    private static func missingMessage(_ path: Substring) -> String {
        let shown = path.utf8.count > 200 ? path.prefix(200) + "…" : path
        return path.utf8.last == UInt8(ascii: "/")
            ? "The folder \(shown) does not exist or has no index file" : "There is no file \(shown)"
    }
}

extension Refusal {
    fileprivate func remarking(_ remark: String) -> Refusal {
        var refusal = self
        refusal.remark = remark
        return refusal
    }
}
