/// The local certificate authority: where its files are, and for which names it may speak.
package struct AuthoritySettings: Sendable, Equatable {
    /// The absolute path of the folder that holds `ca.pem`, `ca.key` and every certificate.
    package var directory: String
    /// DNS names, or IP addresses, that the authority may certify beyond `localhost`, `test` and the loopback addresses.
    package var permit: [Located<String>]

    package init(directory: String, permit: [Located<String>] = []) {
        self.directory = directory
        self.permit = permit
    }
}
