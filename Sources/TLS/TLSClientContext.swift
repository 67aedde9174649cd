package import StackModel

/// What a client verifies servers with; immutable, and shared by any number of connections.
package final class TLSClientContext: Sendable {
    /// A certificate that the client shows to a server that asks for one.
    package struct Certificate: Sendable, Equatable {
        package var chainPEM: [UInt8]
        package var keyPEM: [UInt8]

        package init(chainPEM: [UInt8], keyPEM: [UInt8]) {
            self.chainPEM = chainPEM
            self.keyPEM = keyPEM
        }
    }

    /// Throws a ``TLSConfigurationError`` if the trust, the certificate or a protocol's name cannot be used.
    package init(
        trust: TLSTrust, policy: RequestSpecification.Policy = .default, applicationProtocols: [String] = ["http/1.1"],
        minimumVersion: TLSVersion = .tls12, maximumVersion: TLSVersion = .tls13, certificate: Certificate? = nil
    ) throws(TLSConfigurationError) {
        throw TLSConfigurationError(.library, detail: "")
    }
}
