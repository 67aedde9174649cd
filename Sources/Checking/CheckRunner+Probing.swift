package import StackModel

extension CheckRunner {
    /// Makes one GET, as a readiness probe does, over a connection of its own. A service that asks for a client certificate is
    /// shown the environment's.
    ///
    /// - Parameters:
    ///   - tlsHost: A name, or an address, of the service's certificate, which is verified against the stack's authority;
    ///     `nil` of a service without TLS. A wildcard stands for any label.
    ///   - isVerified: Not of a certificate that is bad on purpose.
    ///   - timeout: For all of it.
    package func probe(
        port: UInt16, path: String, tlsHost: String?, isVerified: Bool = true, status: [StatusPattern],
        timeout: Duration
    ) async -> ProbeOutcome {
        let host = tlsHost.map(Self.host) ?? "localhost"
        let url = RequestURL(isSecure: tlsHost != nil, host: host, port: port, target: path)
        let request = RequestSpecification(
            method: "GET", url: url, trust: isVerified ? .stack : .none,
            clientCertificate: tlsHost == nil ? nil : environment.probeCertificate)
        let exchange = await client.exchange(request, timeout: timeout, isIsolated: true)
        switch exchange.result {
        case .success(let response):
            if status.contains(where: { $0.matches(response.status) }) { return .passed }
            let wanted = status.map(\.description).joined(separator: ", ")
            return .failed("answered with status \(response.status), not \(wanted)")
        case .failure(let failure):
            return .failed(words(for: failure, request))
        }
    }

    /// Shakes hands, as a readiness probe does, over a connection of its own, and asks for nothing.
    ///
    /// A server that refuses the client has shown its own certificate before, and that was good: it is ready.
    ///
    /// - Parameters:
    ///   - tlsHost: as of a GET.
    ///   - isVerified: as of a GET.
    ///   - timeout: For all of it.
    package func probe(
        port: UInt16, tlsHost: String, isVerified: Bool = true, timeout: Duration
    ) async -> ProbeOutcome {
        let url = RequestURL(isSecure: true, host: Self.host(tlsHost), port: port, target: "/")
        let request = RequestSpecification(
            method: "GET", url: url, trust: isVerified ? .stack : .none, clientCertificate: environment.probeCertificate
        )
        do throws(ExchangeFailure) {
            let attempt = Attempt(
                request: request, identity: try client.identity(for: request), timeout: timeout, isIsolated: true,
                interruption: Interruption())
            let connection = try await client.connect(attempt)
            await connection.closed()
            return .passed
        } catch {
            if case .reason(let reason) = error.cause, reason.isOfClient { return .passed }
            return .failed(words(for: error, request))
        }
    }

    private static func host(_ name: String) -> String {
        name.hasPrefix("*.") ? "ready" + name.dropFirst() : name
    }

    private func words(for failure: ExchangeFailure, _ request: RequestSpecification) -> String {
        let explanation = explanation(of: failure, request, at: nil)
        return failure.summary + (explanation.map { "; \($0.finding): \($0.remedy)" } ?? "")
    }
}
