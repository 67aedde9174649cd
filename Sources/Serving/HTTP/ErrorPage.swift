internal import NIOCore

/// A refusal for people: a small page for browsers, a line of text for everyone else.
enum ErrorPage {
    static func response(for refusal: Refusal, accept: String?) -> Response {
        let isHTML = prefersHTML(accept)
        let type = isHTML ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"
        let fields =
            "Content-Type: \(type)\r\nCache-Control: no-store\r\nVary: Accept\r\nX-Content-Type-Options: nosniff\r\n"
            + (isHTML ? "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n" : "")
            + refusal.fields
        return Response(
            status: refusal.status, fields: Array(fields.utf8),
            body: .bytes(ByteBuffer(string: isHTML ? page(refusal) : line(refusal))), remark: refusal.remark)
    }

    /// Whether text/html is asked for by name, and no less than text/plain.
    static func prefersHTML(_ accept: String?) -> Bool {
        guard let accept else { return false }
        var html = 0.0
        var plain = 0.0
        for item in accept.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
            guard let type = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            switch type {
            case "text/html", "application/xhtml+xml": html = max(html, quality)
            case "text/plain": plain = max(plain, quality)
            default: break
            }
        }
        return html > 0 && html >= plain
    }

    private static func line(_ refusal: Refusal) -> String {
        let remedy = refusal.remedy.map { " \($0)." } ?? ""
        return "\(refusal.status) \(StatusLine.reason(refusal.status)): \(refusal.message).\(remedy)\n"
    }

    private static func page(_ refusal: Refusal) -> String {
        let title = "\(refusal.status) \(StatusLine.reason(refusal.status))"
        let remedy = refusal.remedy.map { "\n<p>\(escaped($0)).</p>" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>\(title)</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem }
            h1 { font-size: 1.5rem }
            p { overflow-wrap: anywhere }
            </style>
            <h1>\(title)</h1>
            <p>\(escaped(refusal.message)).</p>\(remedy)

            """
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
