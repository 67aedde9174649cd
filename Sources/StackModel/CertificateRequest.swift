/// A certificate that the stack asks for.
package struct CertificateRequest: Sendable, Equatable {
    /// Its name in the stack file, and of its files: `NAME.pem` and `NAME.key`.
    package var name: Located<String>
    /// DNS names (wildcards among them), IP addresses, email addresses and URIs, in the order of the file.
    package var names: [Located<String>]
    /// For how many days a new leaf is valid, at most 397.
    package var days: Int
    /// A leaf with less than this left is renewed.
    package var renewBefore: Duration
    package var key: KeyKind
    package var usage: CertificateUsage

    package init(
        name: Located<String>, names: [Located<String>], days: Int = 90, renewBefore: Duration = .seconds(30 * 86_400),
        key: KeyKind = .ecdsaP256, usage: CertificateUsage = .server
    ) {
        self.name = name
        self.names = names
        self.days = days
        self.renewBefore = renewBefore
        self.key = key
        self.usage = usage
    }
}
