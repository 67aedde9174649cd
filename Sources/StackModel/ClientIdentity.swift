/// What a client shows to a server that asks for a certificate.
package struct ClientIdentity: Sendable, Hashable {
    /// The leaf, then any intermediate.
    package var chainPEM: [UInt8]
    package var keyPEM: [UInt8]

    package init(chainPEM: [UInt8], keyPEM: [UInt8]) {
        self.chainPEM = chainPEM
        self.keyPEM = keyPEM
    }
}
