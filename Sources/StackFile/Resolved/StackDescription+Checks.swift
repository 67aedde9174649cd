internal import StackModel

extension StackDescription {
    func check(_ check: Check, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        switch check.action.value {
        case .request(let request): add(request, to: &words)
        case .command(let command):
            words.add("command", command.arguments)
            words.add("environment", environment(command.environment, at: words.node("environment")))
            words.add("working_dir", command.workingDirectory)
        }
        words.add("timeout", check.timeout)
        words.add("expect", expect(check.expect, at: words.node("expect")))
        return words.value
    }

    /// The URL has what `query` adds to it, and the body is the text that `json` makes.
    private func add(_ request: RequestSpecification, to words: inout WordList) {
        words.add(request.method.lowercased(), request.url.description)
        words.add("headers", headers(request.headers, at: words.node("headers")))
        if let body = request.body {
            let source = words.node("body") ?? words.node("json")
            words.add("body", .scalar(.string(String(decoding: body, as: UTF8.self)), finder.origin(of: source)))
        }
        let trust =
            switch request.trust {
            case .stack: "stack"
            case .system: "system"
            case .installed: "installed"
            case .file(let path): path
            case .none: "none"
            }
        words.add("trust", trust)
        words.add("policy", request.policy.rawValue)
        words.add("client_certificate", request.clientCertificate)
    }

    /// A field that comes more than once has a list of values.
    private func headers(_ headers: [RequestSpecification.Header], at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        var seen: Set<String> = []
        for header in headers where seen.insert(header.name).inserted {
            let values = headers.filter { $0.name == header.name }.map(\.value)
            if values.count == 1 { words.add(header.name, header.value) } else { words.add(header.name, values) }
        }
        return words.value
    }

    private func expect(_ expect: Expectation, at node: Node?) -> ResolvedValue {
        var words = WordList(node, finder: finder)
        if let status = expect.status { words.add("status", statuses(status.value, at: words.node("status"))) }
        words.addMap("headers", expect.headers) { header, list in
            let source = list.node?.entries?.first { $0.key.text.lowercased() == header.name.value }
            return .init(name: header.name.value, value: matcher(header.matcher.value, at: source?.value))
        }
        let bodyMatchers = [
            ("body", expect.body), ("exit", expect.exit), ("stdout", expect.stdout), ("stderr", expect.stderr),
        ]
        for (word, found) in bodyMatchers {
            if let found { words.add(word, matcher(found.value, at: words.node(word))) }
        }
        words.addMap("json", expect.json) { json, list in
            let path = json.path.value.text
            return .init(name: path, value: matcher(json.matcher.value, at: list.node(path)))
        }
        words.add("failure", expect.failure?.value.rawValue)
        return words.value
    }
}
