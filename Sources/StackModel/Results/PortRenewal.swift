/// What a port of a stack that is up served before its certificate was renewed, and what it serves after.
package struct PortRenewal: Sendable, Equatable {
    package var service: String
    package var port: UInt16
    /// The certificate's name in the stack file.
    package var certificate: String
    /// A serial in lower-case hexadecimal; `nil` when nothing that speaks TLS answered.
    package var before: String?
    package var after: String?
    /// Whether it serves the renewed one, and a client that trusts the stack's authority accepts it.
    package var isProven: Bool

    package init(
        service: String, port: UInt16, certificate: String, before: String?, after: String?, isProven: Bool
    ) {
        self.service = service
        self.port = port
        self.certificate = certificate
        self.before = before
        self.after = after
        self.isProven = isProven
    }
}
