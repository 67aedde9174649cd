/// Where a server gets its certificate from: asked at the start of every handshake, so that a renewed one is served at once.
package protocol TLSIdentitySource: Sendable {
    /// The identity for a client that asks for this name by SNI (RFC 6066), or that sends none.
    ///
    /// Called on an event loop and must not block beyond a `stat`.
    func identity(forServerName name: String?) -> TLSServerIdentity
}
