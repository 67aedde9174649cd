/// A certificate that is asked for once, for a file of the user's choice.
package struct CertificateOrder: Sendable {
    /// As the user wrote them.
    package var names: [String]
    /// For how many days it is valid, at most 397.
    package var days: Int
    package var key: KeyKind
    package var usage: CertificateUsage

    package init(
        names: [String], days: Int = 90, key: KeyKind = .ecdsaP256, usage: CertificateUsage = .server
    ) {
        self.names = names
        self.days = days
        self.key = key
        self.usage = usage
    }
}
