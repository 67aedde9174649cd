/// The certificate authority: whose it is, where its files are, and for which names it may speak.
package struct AuthoritySettings: Sendable, Equatable {
    /// Who made the authority.
    package enum Source: Sendable, Equatable {
        /// devstack: `ca.pem` and `ca.key` in the directory.
        case own
        /// Someone else; devstack only signs with it. Absolute paths of PEM files.
        ///
        /// The certificate's file holds the one that signs, then those above it up to a root.
        case existing(certificate: String, key: String)
    }

    /// The absolute path of the folder that holds the certificates and, where it is devstack's own, the authority.
    package var directory: String
    package var source: Source
    /// DNS names, or IP addresses, that devstack's own authority may certify beyond `localhost`, `test` and the loopback
    /// addresses.
    package var permit: [Located<String>]
    /// Whether an intermediate authority stands between the authority and the certificates.
    package var intermediate: Bool
    /// Whether it is the user's own, of no stack: there is no stack file in which to permit anything.
    package var isOfUser = false

    package init(
        directory: String, source: Source = .own, permit: [Located<String>] = [], intermediate: Bool = false
    ) {
        self.directory = directory
        self.source = source
        self.permit = permit
        self.intermediate = intermediate
    }
}
