/// Where a server gets its certificate from: asked at the start of every handshake, so that a renewed one is served at once.
package protocol TLSIdentitySource: Sendable {
    /// Whether there is an identity to show now, or one that is just being made should be waited for.
    ///
    /// Asked on an event loop at a client's first bytes, and must not block beyond a `stat`.
    ///
    /// - Parameter ready: called once, from any thread, when the answer was that one should wait, and it is over.
    func isReady(orTell ready: @escaping @Sendable () -> Void) -> Bool

    /// The identity for a client that asks for this name by SNI (RFC 6066), or that sends none.
    ///
    /// Called on an event loop and must not block beyond a `stat`.
    func identity(forServerName name: String?) -> TLSServerIdentity
}

extension TLSIdentitySource {
    /// A source that always has its identities at hand.
    package func isReady(orTell ready: @escaping @Sendable () -> Void) -> Bool { true }
}
