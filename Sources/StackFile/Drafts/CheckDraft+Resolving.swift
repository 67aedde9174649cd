internal import StackModel

extension CheckDraft {
    func resolved(directory: String) -> Check? {
        guard let action = action(directory: directory) else { return nil }
        var expectation = expect.expectation
        // An `expect` that asks for nothing is one that is left out: a check without a condition could never fail.
        if expectation == Expectation() {
            if case .command = action.value {
                expectation.exit = Located(.equals(.number(JSONNumber(0))), at: name.location)
            } else {
                expectation.status = Located([.ofClass(2)], at: name.location)
            }
        }
        return Check(name: name, action: action, timeout: timeout ?? .seconds(10), expect: expectation)
    }

    private func action(directory: String) -> Located<Check.Action>? {
        if let command, let place = given["command"] {
            let specification = CommandSpecification(
                arguments: command, environment: environment, workingDirectory: workingDirectory ?? directory)
            return Located(.command(specification), at: place)
        }
        guard let request = requests.first, let url = request.url else { return nil }
        var headers = headers
        var body = body.map { Array($0.utf8) }
        if let json {
            var bytes: [UInt8] = []
            json.write(to: &bytes)
            body = bytes
            if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(RequestSpecification.Header("content-type", "application/json"))
            }
        }
        let specification = RequestSpecification(
            method: request.method.uppercased(), url: withQuery(url.value), headers: headers, body: body,
            trust: trust ?? .stack, policy: policy ?? .default, clientCertificate: clientCertificate?.value)
        return Located(.request(specification), at: url.location)
    }

    private func withQuery(_ url: RequestURL) -> RequestURL {
        guard !query.isEmpty else { return url }
        var result = url
        result.target += url.target.contains("?") ? "&" : "?"
        result.target += query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
        return result
    }
}
