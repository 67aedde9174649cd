/// What the rules of some clients say of one chain.
package struct LintReport: Sendable, Equatable {
    /// The file or the port that it came from.
    package var target: String
    /// The host name that it was judged for; `nil` of a file without one.
    package var host: String?
    package var profiles: [ChainProfile]
    /// As it was sent or stands in the file, then the issuers that were trusted already.
    package var chain: [ServedCertificate]
    /// How many of them came from the file or the port.
    package var sentCount: Int
    /// Whether there are only authorities in it: then none was judged as a server's.
    package var isOfAuthorities: Bool
    /// Errors first.
    package var findings: [ChainFinding]

    package init(
        target: String, host: String?, profiles: [ChainProfile], chain: [ServedCertificate], sentCount: Int,
        isOfAuthorities: Bool = false, findings: [ChainFinding]
    ) {
        self.target = target
        self.host = host
        self.profiles = profiles
        self.chain = chain
        self.sentCount = sentCount
        self.isOfAuthorities = isOfAuthorities
        self.findings = findings
    }

    package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
