/// An HTTP request that a check makes.
package struct RequestSpecification: Sendable, Equatable {
    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Which authorities the client trusts.
    package enum Trust: Sendable, Hashable {
        /// The stack's local authority alone: the default.
        case stack
        /// The distribution's roots from their hashed directory, whatever SSL_CERT_FILE says, without the local authority.
        case system
        /// What OpenSSL's default trust says, SSL_CERT_FILE and SSL_CERT_DIR included.
        case installed
        /// The certificates of a PEM file, an absolute path.
        case file(String)
        /// No verification at all, and the report says so.
        case none
    }

    /// How strictly a chain is judged.
    package enum Policy: String, Sendable, Equatable, CaseIterable {
        case `default`
        /// RFC 5280 to the letter (X509_V_FLAG_X509_STRICT), as Python 3.13 and later do.
        case strict
    }

    package var method: String
    package var url: RequestURL
    package var headers: [Header]
    package var body: [UInt8]?
    package var trust: Trust
    package var policy: Policy
    /// The name of the stack's certificate that is shown to a server that asks for one.
    package var clientCertificate: String?

    package init(
        method: String, url: RequestURL, headers: [Header] = [], body: [UInt8]? = nil, trust: Trust = .stack,
        policy: Policy = .default, clientCertificate: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.trust = trust
        self.policy = policy
        self.clientCertificate = clientCertificate
    }
}
