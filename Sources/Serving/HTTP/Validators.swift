/// What tells one version of a representation from another, and how a request's conditions come out against it.
struct Validators {
    /// A strong entity tag, quotes included (RFC 9110, 8.8.3).
    var entityTag: String
    /// Seconds since 1970-01-01T00:00:00Z; `nil` when it could still change within that second.
    var lastModified: Int?

    enum Outcome: Equatable {
        case proceed
        case notModified
        case preconditionFailed
    }

    /// Evaluates the conditions of a GET or HEAD in the order of RFC 9110, 13.2.2.
    func outcome(of fields: RequestFields) -> Outcome {
        if let list = fields.ifMatch {
            guard matches(list, isWeak: false) else { return .preconditionFailed }
        } else if let date = fields.ifUnmodifiedSince.flatMap(HTTPDate.seconds), let lastModified {
            guard lastModified <= date else { return .preconditionFailed }
        }
        if let list = fields.ifNoneMatch {
            return matches(list, isWeak: true) ? .notModified : .proceed
        }
        if let date = fields.ifModifiedSince.flatMap(HTTPDate.seconds), let lastModified, lastModified <= date {
            return .notModified
        }
        return .proceed
    }

    /// Whether a Range may be answered, given If-Range (RFC 9110, 13.1.5): both validators must be strong.
    func allowsRange(ifRange: String?) -> Bool {
        guard let ifRange else { return true }
        if ifRange.contains("\"") { return ifRange == entityTag }
        return lastModified != nil && HTTPDate.seconds(ifRange) == lastModified
    }

    private func matches(_ list: String, isWeak: Bool) -> Bool {
        var rest = list[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
            if rest.isEmpty { return false }
            if rest.first == "*" { return true }
            let isWeakTag = rest.hasPrefix("W/")
            if isWeakTag { rest = rest.dropFirst(2) }
            // An entity tag may hold commas, so a list of them cannot be split at commas.
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { return false }
            let tag = rest[...end]
            if tag == entityTag, isWeak || !isWeakTag { return true }
            rest = rest[rest.index(after: end)...]
        }
    }
}
