package import StackModel

extension CheckRunner {
    /// Makes one GET, as a readiness probe does, over a connection of its own. A service that asks for a client certificate is
    /// shown the environment's.
    ///
    /// - Parameters:
    ///   - tlsHost: A name, or an address, of the service's certificate, which is verified against the stack's authority;
    ///     `nil` of a service without TLS. A wildcard stands for any label.
    ///   - timeout: For all of it.
    package func probe(
        port: UInt16, path: String, tlsHost: String?, status: [StatusPattern], timeout: Duration
    ) async -> ProbeOutcome {
        let host = tlsHost.map { $0.hasPrefix("*.") ? "ready" + $0.dropFirst() : $0 } ?? "localhost"
        let url = RequestURL(isSecure: tlsHost != nil, host: host, port: port, target: path)
        let request = RequestSpecification(
            method: "GET", url: url, clientCertificate: tlsHost == nil ? nil : environment.probeCertificate)
        let exchange = await client.exchange(request, timeout: timeout, isIsolated: true)
        switch exchange.result {
        case .success(let response):
            if status.contains(where: { $0.matches(response.status) }) { return .passed }
            let wanted = status.map(\.description).joined(separator: ", ")
            return .failed("answered with status \(response.status), not \(wanted)")
        case .failure(let failure):
            let explanation = explanation(of: failure, request, at: nil)
            return .failed(failure.summary + (explanation.map { "; \($0.finding): \($0.remedy)" } ?? ""))
        }
    }
}
