/// A request's target taken apart (RFC 9112, 3.2), its path and query still percent-encoded.
struct RequestTarget {
    /// The authority of an absolute target, which goes before the Host field; `nil` in the usual form.
    var authority: String?
    /// Begins with `/`.
    var path: Substring
    /// What follows the `?`; `nil` without one.
    var query: Substring?

    /// `nil` when it is neither a path nor an absolute http or https URL.
    init?(_ target: String) {
        var rest = target[...]
        if rest.utf8.first != UInt8(ascii: "/") {
            guard let scheme = ["http://", "https://"].first(where: { target.lowercased().hasPrefix($0) }) else {
                return nil
            }
            rest = rest.dropFirst(scheme.count)
            let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
            authority = String(rest[..<end])
            rest = rest[end...]
        }
        // A fragment has no place in a target, but is cut off rather than looked up.
        if let fragment = rest.utf8.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        path = rest.isEmpty ? "/" : rest
    }
}
