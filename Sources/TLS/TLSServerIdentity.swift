/// A certificate chain with its key, and the settings a server speaks TLS with; immutable.
package final class TLSServerIdentity: Sendable {
    /// Throws a ``TLSConfigurationError`` if either cannot be read, or if the key is not the leaf's.
    package init(
        chainPEM: [UInt8], keyPEM: [UInt8], applicationProtocols: [String] = ["http/1.1"]
    ) throws(TLSConfigurationError) {
        throw TLSConfigurationError(.chain, detail: "")
    }
}
