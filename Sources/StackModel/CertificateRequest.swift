/// A server certificate that the stack asks for.
package struct CertificateRequest: Sendable, Equatable {
    /// Its name in the stack file, and of its files: `NAME.pem` and `NAME.key`.
    package var name: Located<String>
    /// DNS names (wildcards among them) and IP addresses, in the order of the file.
    package var names: [Located<String>]
    /// For how many days a new leaf is valid, at most 397.
    package var days: Int
    /// A leaf with less than this left is renewed.
    package var renewBefore: Duration

    package init(
        name: Located<String>, names: [Located<String>], days: Int = 90, renewBefore: Duration = .seconds(30 * 86_400)
    ) {
        self.name = name
        self.names = names
        self.days = days
        self.renewBefore = renewBefore
    }
}
