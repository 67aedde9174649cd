internal import StackModel

/// Why a server answered with a status that was not expected, as far as its response says.
struct ResponseExplanation {
    let text: String?

    init(_ response: HTTPResponse) {
        if (300..<400).contains(response.status), let target = response.value(of: "location") {
            text = "it redirects to \(EscapedText.quoted(target))"
        } else {
            text = Self.message(response).map { "the server says \($0)" }
        }
    }

    private static func message(_ response: HTTPResponse) -> String? {
        if let document = try? JSONValue(parsing: response.body) { return message(of: document) }
        let type = response.value(of: "content-type")?.lowercased() ?? ""
        if type.hasPrefix("text/html") { return title(response.body) }
        let isText = type.hasPrefix("text/") || type.isEmpty
        let line = response.body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).first
        return isText ? line.map { EscapedText.quoted($0) } : nil
    }

    /// The member that servers put the message in: RFC 9457 and the habits of common frameworks.
    private static func message(of document: JSONValue) -> String? {
        guard case .object(let members) = document else {
            if case .string = document { return document.summary }
            return nil
        }
        for name in ["message", "detail", "error_description", "title", "error", "errors", "msg"] {
            guard let value = members.first(where: { $0.name == name })?.value, value != .null else { continue }
            if case .object = value, let inner = message(of: value) { return inner }
            return value.summary
        }
        return nil
    }

    private static func title(_ page: [UInt8]) -> String? {
        let text = String(decoding: page.prefix(16_384), as: UTF8.self)
        guard let match = text.firstMatch(of: /(?is)<title[^>]*>\s*(.*?)\s*<\/title>/) else { return nil }
        return EscapedText.quoted(String(match.1))
    }
}
