/// What a rule has against a chain.
package struct ChainFinding: Sendable, Equatable {
    package enum Severity: String, Sendable {
        /// The clients of its profiles refuse the chain.
        case error
        /// Nobody refuses it, and it is worth knowing.
        case notice
    }

    /// The rule's name: `no_alternative_names`.
    package var rule: String
    package var severity: Severity
    /// Whose rule it is, in the order of `ChainProfile`.
    package var profiles: [ChainProfile]
    /// The place of the certificate in the chain, counted from 0; `nil` if it is about all of it.
    package var certificate: Int?
    package var message: String
    /// Where the rule is written.
    package var source: String
    package var remedy: String

    package init(
        rule: String, severity: Severity, profiles: [ChainProfile], certificate: Int?, message: String, source: String,
        remedy: String
    ) {
        self.rule = rule
        self.severity = severity
        self.profiles = profiles
        self.certificate = certificate
        self.message = message
        self.source = source
        self.remedy = remedy
    }
}
