package import StackModel

/// Why a TLS connection could not be made, or did not end as it should.
package struct TLSFailure: Error, Sendable, Equatable {
    package var reason: FailureReason
    /// OpenSSL's own words: "unable to get local issuer certificate (20)".
    package var detail: String
    /// What the peer had sent by then, leaf first.
    package var chain: [ServedCertificate]

    package init(_ reason: FailureReason, detail: String, chain: [ServedCertificate] = []) {
        self.reason = reason
        self.detail = detail
        self.chain = chain
    }
}
