internal import StackModel

extension Judge {
    mutating func judge(_ exchange: Exchange, of request: RequestSpecification) {
        switch (exchange.result, expectation.failure) {
        case (.success(let response), nil): judge(response)
        case (.success(let response), let failure?):
            var actual = "the exchange succeeded with status \(response.status)"
            if let version = exchange.record.tlsVersion { actual += " over \(version)" }
            report(
                "failure", at: failure.location, expected: failure.value.summary, actual: actual,
                explanation: request.trust == .none && request.url.isSecure
                    ? "nothing was verified: the check says `trust: none`" : nil)
        case (.failure(let failure), let expected):
            if let expected, failure.cause == .reason(expected.value) { return }
            let explanation = FailureExplanation(failure, request: request, record: exchange.record)
            let wanted = expectation.status.map { "status \(Self.list($0.value))" } ?? "a response"
            report(
                expected == nil ? "request" : "failure", at: expected?.location,
                expected: expected?.value.summary ?? wanted, actual: failure.summary, explanation: explanation.text)
        }
    }

    private mutating func judge(_ response: HTTPResponse) {
        if let status = expectation.status, !status.value.contains(where: { $0.matches(response.status) }) {
            report(
                "status", at: status.location, expected: Self.list(status.value), actual: "\(response.status)",
                explanation: ResponseExplanation(response).text)
        }
        for header in expectation.headers { judge(header, response) }
        if let body = expectation.body {
            // An empty body is what `exists: false` means.
            let isAbsent = response.body.isEmpty && body.value.isAboutExistence
            hold(isAbsent ? .absent : .text(response.body), "body", against: body)
        }
        judgeJSON(response)
    }

    private mutating func judge(_ header: Expectation.HeaderExpectation, _ response: HTTPResponse) {
        let name = header.name.value
        let value = response.value(of: name)
        let found = mismatches.count
        hold(value.map { .text(Array($0.utf8)) } ?? .absent, "header \(name)", against: header.matcher)
        if SecretHeaders.contains(name), value != nil { mask(from: found) }
    }

    /// What was expected comes from the stack file; what came must not be shown.
    private mutating func mask(from index: Int) {
        let masked = mismatches[index...].map { mismatch in
            Mismatch(
                location: mismatch.location, subject: mismatch.subject, expected: mismatch.expected,
                actual: SecretHeaders.mask, explanation: "its value is a secret and is not shown")
        }
        replaceMismatches(from: index, with: masked)
    }

    private mutating func judgeJSON(_ response: HTTPResponse) {
        guard let first = expectation.json.first else { return }
        let document: JSONValue
        do throws(JSONParseError) {
            document = try JSONValue(parsing: response.body)
        } catch {
            let type = response.value(of: "content-type").map { "its content-type is \(EscapedText.quoted($0))" }
            report(
                "body", at: first.path.location, expected: "JSON",
                actual: response.body.isEmpty ? "empty" : EscapedText.quoted(response.body),
                explanation: ["\(error)", type].compactMap { $0 }.joined(separator: "; "))
            return
        }
        for expected in expectation.json {
            let path = expected.path.value
            let nodes = path.select(from: document)
            let subject: Subject
            if path.isSingular {
                subject = nodes.first.map(Subject.json) ?? .absent
            } else {
                // A query exists when it selects anything (RFC 9535, 2.3.5.1).
                let isAbsent = nodes.isEmpty && expected.matcher.value.isAboutExistence
                subject = isAbsent ? .absent : .json(.array(nodes))
            }
            hold(subject, path.text, against: expected.matcher)
        }
    }

    private static func list(_ patterns: [StatusPattern]) -> String {
        patterns.map(\.description).joined(separator: ", ")
    }
}
