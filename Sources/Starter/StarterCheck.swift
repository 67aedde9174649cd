/// A check that `devstack init` writes.
struct StarterCheck {
    var comments: [String] = []
    var name: String
    /// What stands below its name.
    var lines: [String]
}

extension StarterCheck {
    /// That a suggested program answers at all.
    static func answer(of service: SuggestedService, at port: UInt16) -> StarterCheck {
        StarterCheck(
            comments: ["Any answer but a server's fault counts: say here what a client must really see."],
            name: "\(service.name) answers",
            lines: ["get: http://localhost:\(port)/", "expect: {status: [2xx, 3xx, 4xx]}"])
    }

    /// Over TLS also what must not work.
    static func page(at port: UInt16, isSecure: Bool, text: String?) -> [StarterCheck] {
        let url = "\(isSecure ? "https" : "http")://localhost:\(port)/"
        let body = text.map { ["  body: {contains: \(StarterText.scalar($0))}"] } ?? []
        let page = StarterCheck(
            name: "the page is there",
            lines: ["get: \(url)", "expect:", "  status: 200", "  headers: {content-type: {starts_with: text/html}}"]
                + body)
        guard isSecure else { return [page] }
        return [
            page,
            StarterCheck(
                comments: ["A check can ask for a failure: it passes for this reason, and for no other."],
                name: "a client without our authority refuses",
                lines: ["get: \(url)", "trust: system", "expect: {failure: untrusted_issuer}"]),
        ]
    }

    static func rows(at port: UInt16, ownsData: Bool) -> StarterCheck {
        StarterCheck(
            comments: ["A path into the JSON on the left, what must be true of it on the right."],
            name: ownsData ? "the red items" : "the rows are there",
            lines: ["get: http://localhost:\(port)/\(ownsData ? "?colour=red" : "")", "expect:", "  json:"]
                + (ownsData
                    ? ["    $: {count: 2}", "    $[*].colour: {each: red}"] : ["    $: {type: array}"]))
    }

    static let greeting = StarterCheck(
        comments: ["A program can be a check too: its exit status must be 0, and its output as expected."],
        name: "a program says hello",
        lines: ["command: echo hello", "expect: {stdout: {contains: hello}}"])
}
