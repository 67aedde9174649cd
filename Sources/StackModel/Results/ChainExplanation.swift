/// Why a client refused a server: the rule that was broken, and the one thing that would mend it.
package struct ChainExplanation: Sendable, Equatable {
    /// The rule's name: `host_not_named`, as `devstack certs lint` has it.
    package var rule: String
    /// What the rule asks for.
    package var requirement: String
    /// Where the rule is written: a section of an RFC, a vendor's article, a function of a client.
    package var source: String
    /// What was met instead.
    package var finding: String
    /// The place in the served chain of the certificate that broke it, counted from 0.
    package var certificate: Int?
    /// One command, or one line.
    package var remedy: String

    package init(
        rule: String, requirement: String, source: String, finding: String, certificate: Int?, remedy: String
    ) {
        self.rule = rule
        self.requirement = requirement
        self.source = source
        self.finding = finding
        self.certificate = certificate
        self.remedy = remedy
    }
}
