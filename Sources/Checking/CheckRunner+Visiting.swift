package import StackModel

extension CheckRunner {
    /// Shakes hands with a TLS port, as a check would, and asks it for nothing.
    ///
    /// - Parameters:
    ///   - host: where to connect; a name of the stack's is on this machine.
    ///   - name: whom the certificate is to be for.
    ///   - timeout: for all of it.
    /// - Returns: what came of it, a failure with its explanation.
    package func visit(
        host: String, port: UInt16, name: String, trust: RequestSpecification.Trust, timeout: Duration
    ) async -> ExchangeRecord {
        let url = RequestURL(isSecure: true, host: name, port: port, target: "/")
        let request = RequestSpecification(method: "GET", url: url, trust: trust)
        var record = ExchangeRecord(method: request.method, url: url.description)
        let attempt = Attempt(
            request: request, judgingTime: environment.judgingTime, timeout: timeout, isIsolated: true,
            interruption: Interruption(), destination: host)
        do throws(ExchangeFailure) {
            let connection = try await client.connect(attempt)
            record.note(connection.facts)
            let verdict = connection.facts.isCertificateRequested ? await connection.verdict(within: timeout) : nil
            await connection.closed()
            if let verdict { throw verdict }
        } catch {
            record.note(error.facts)
            record.failureDetail = error.detail
            if case .reason(let reason) = error.cause { record.failure = reason }
            record.explanation = explanation(of: error, request, at: nil, as: environment.judgingTime)
        }
        return record
    }
}
