internal import Diagnostics
internal import StackModel

extension Decoding {
    mutating func checks(_ node: Node) -> [CheckDraft] {
        map(node, allowsNothing: true, element: .table("a check")) { entry, decoding in
            guard !entry.key.text.isEmpty,
                !entry.key.text.unicodeScalars.contains(where: \.isControl)
            else {
                decoding.report(
                    .badName, "\(entry.key.text.excerpt) cannot be the name of a check", at: entry.key.location,
                    remedy: "Say in a few words, in one line, what the check shows.")
                return nil
            }
            var draft = CheckDraft(name: Located(entry.key.text, at: entry.key.location))
            decoding.words(entry.value, of: Language.check, into: &draft)
            return entry.value.entries == nil ? nil : draft
        }
    }

    mutating func url(_ node: Node) -> Located<RequestURL>? {
        guard let text = text(node) else { return nil }
        warnOfVariables(in: node)
        do {
            return Located(try RequestURL(parsing: text), at: node.location)
        } catch {
            report(.badURL, error.message, at: location(in: node, offset: error.offset), remedy: error.remedy)
            return nil
        }
    }

    /// A path and query for a request line.
    mutating func requestPath(_ node: Node) -> String? {
        guard let text = text(node) else { return nil }
        guard text.hasPrefix("/") else {
            report(
                .badURL, "\(word.excerpt) takes a path that begins with /, not \(text.excerpt)", at: node.location,
                remedy: "The service's own port is asked; write only the path.")
            return nil
        }
        do {
            return try RequestURL(parsing: "http://localhost" + text).target
        } catch {
            report(.badURL, error.message, at: node.location, remedy: error.remedy)
            return nil
        }
    }

    /// Header fields; a list of values makes a field of each.
    mutating func headers(_ node: Node) -> [RequestSpecification.Header] {
        var seen: [String: SourceLocation] = [:]
        return map(node, element: .either([.text, .list(.text)])) { entry, decoding -> [RequestSpecification.Header]? in
            guard decoding.isHeaderName(entry.key, &seen) else { return [] }
            return decoding.values(entry.value).compactMap { value, location -> RequestSpecification.Header? in
                // RFC 9110, 5.5: visible characters, blanks, and what is beyond ASCII.
                guard value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                    decoding.report(
                        .badHeader, "the value of \(entry.key.text.excerpt) holds a control character", at: location,
                        remedy: "A header is one line.")
                    return nil
                }
                return RequestSpecification.Header(entry.key.text, value)
            }
        }.flatMap { $0 }
    }

    mutating func query(_ node: Node) -> [RequestSpecification.Header] {
        map(node, element: .either([.text, .list(.text)])) { entry, decoding -> [RequestSpecification.Header]? in
            decoding.values(entry.value).map { RequestSpecification.Header(entry.key.text, $0.text) }
        }.flatMap { $0 }
    }

    private mutating func values(_ node: Node) -> [(text: String, location: SourceLocation)] {
        guard case .sequence(let nodes) = node.content else {
            guard let text = text(node, allowsEmpty: true) else { return [] }
            warnOfVariables(in: node)
            return [(text, node.location)]
        }
        return nodes.compactMap { element in text(element, allowsEmpty: true).map { ($0, element.location) } }
    }

    mutating func isHeaderName(_ key: Node.Key, _ seen: inout [String: SourceLocation]) -> Bool {
        // RFC 9110, 5.6.2: a token.
        let isToken =
            !key.text.isEmpty
            && key.text.utf8.allSatisfy { byte in
                CoreSchema.isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        guard isToken else {
            report(
                .badHeader, "\(key.text.excerpt) is not a header's name", at: key.location,
                remedy: "Use letters, digits and hyphens.")
            return false
        }
        if let first = seen.updateValue(key.location, forKey: key.text.lowercased()) {
            report(
                .badHeader, "\(key.text.excerpt) is given twice: header names are the same in any case",
                at: key.location, remedy: "Write one of them, with a list of values.",
                notes: [Diagnostic.Note("the first is here", at: first)])
            return false
        }
        return true
    }

    mutating func trust(_ node: Node) -> RequestSpecification.Trust? {
        guard let text = text(node) else { return nil }
        switch text {
        case "stack": return .stack
        case "system": return .system
        case "installed": return .installed
        case "none": return RequestSpecification.Trust.none
        default:
            guard text.contains("/") || text.contains(".") else {
                let known = ["stack", "system", "installed", "none"]
                let near = Spelling.nearest(to: text, in: known)
                report(
                    .unknownWord, "\(text.excerpt) is none of the words that `trust` takes, and not a PEM file's path",
                    at: node.location,
                    remedy: near.map { "Did you mean `\($0)`?" } ?? "Write one of: \(known.joined(separator: ", ")).")
                return nil
            }
            return file(node).map { .file($0) }
        }
    }

    mutating func statuses(_ node: Node) -> Located<[StatusPattern]>? {
        if case .sequence(let nodes) = node.content {
            guard !nodes.isEmpty else {
                report(
                    .missingValue, "\(word.excerpt) is an empty list", at: node.location,
                    remedy: "Write \(takes).")
                return nil
            }
            return list(node) { $1.status($0) }.map { Located($0, at: node.location) }
        }
        return status(node).map { Located([$0], at: node.location) }
    }

    private mutating func status(_ node: Node) -> StatusPattern? {
        guard let text = scalar(node)?.text else { return nil }
        let bytes = Array(text.utf8)
        if bytes.count == 3, text.lowercased().hasSuffix("xx"), (0x31...0x35).contains(bytes[0]) {
            return .ofClass(Int(bytes[0] - 0x30))
        }
        if bytes.count == 3, let status = Int(text), (100...599).contains(status) { return .exactly(status) }
        report(
            .badStatus, "\(text.excerpt) is not an HTTP status", at: node.location,
            remedy: "Write a number from 100 to 599, or a class such as 2xx.")
        return nil
    }
}
