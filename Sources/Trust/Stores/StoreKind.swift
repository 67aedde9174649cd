/// The kinds of places where the programs of a machine look for the authorities that they trust.
package enum StoreKind: String, Sendable, CaseIterable {
    /// The distribution's, which OpenSSL, curl, git and most others take.
    case system
    /// The databases of Chromium and Firefox.
    case nss
    /// Each Java runtime's own.
    case java
}
