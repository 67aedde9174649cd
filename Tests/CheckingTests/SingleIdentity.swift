import TLS

/// One certificate for whoever asks.
struct SingleIdentity: TLSIdentitySource {
    let identity: TLSServerIdentity

    func identity(forServerName name: String?) -> TLSServerIdentity { identity }
}
