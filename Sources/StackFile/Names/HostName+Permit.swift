extension HostName {
    /// What is to be said of it as an entry of `permit`: a wildcard is a mistake, a whole top-level domain is unwise.
    var complaintAsPermit: HostNameError? {
        switch self {
        case .wildcard(let parent):
            HostNameError(
                code: .badWildcard, message: "`permit` takes no wildcards: a name permits all names below it",
                remedy: "Write \(parent).")
        // Whoever holds the authority's key could pose as any site of a whole top-level domain.
        case .name(let domain) where !domain.contains(".") && !Self.ownDomains.contains(domain):
            HostNameError(
                code: .widePermit, message: "\(domain.excerpt) lets the authority certify every name below it",
                remedy: "Permit only what the stack uses, such as app.\(domain).")
        case .name, .address: nil
        }
    }

    /// Domains of one label that nobody owns: reserved (RFC 2606, RFC 6762 and RFC 8375), or in use inside networks alone.
    private static let ownDomains: Set<String> = [
        "localhost", "test", "example", "invalid", "local", "localdomain", "internal", "intranet", "private", "corp",
        "home", "lan",
    ]
}
