/// What a client met that shook hands with a TLS port.
package struct VisitReport: Sendable, Equatable {
    package var target: String
    /// Whom the certificate was to be for.
    package var host: String
    /// What the client trusted, in words.
    package var trust: String
    package var exchange: ExchangeRecord
    /// What is wrong on purpose with what this stack shows there.
    package var defect: Located<CertificateDefect>?

    package init(
        target: String, host: String, trust: String, exchange: ExchangeRecord,
        defect: Located<CertificateDefect>? = nil
    ) {
        self.target = target
        self.host = host
        self.trust = trust
        self.exchange = exchange
        self.defect = defect
    }

    package var isAccepted: Bool { exchange.failure == nil && exchange.failureDetail == nil }
}
