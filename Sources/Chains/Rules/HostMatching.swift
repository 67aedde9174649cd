internal import StackModel

/// Whether a certificate is for a host, as each client sees it.
enum HostMatching {
    /// - Parameter host: a DNS name, or an IP address without brackets.
    static func accepts(_ host: String, _ certificate: CertificateFacts, as profile: ChainProfile) -> Bool {
        if let address = AlternativeName.address(host) {
            return certificate.names?.contains(.address(address)) ?? false
        }
        let name = labels(host)
        let patterns = (certificate.names ?? []).compactMap { if case .dns(let text) = $0 { text } else { nil } }
        if patterns.contains(where: { accepts(name, labels($0), as: profile) }) { return true }
        // The common name counts where no DNS name stands (X509_check_host(3), which Python 3.13 leaves so by
        // default: SSLContext.hostname_checks_common_name; JDK, HostnameChecker.matchDNS).
        let readsCommonName = profile == .openssl || profile == .strict || profile == .java
        return readsCommonName && patterns.isEmpty
            && certificate.commonNames.contains { accepts(name, labels($0), as: profile) }
    }

    private static func accepts(_ name: [Substring], _ pattern: [Substring], as profile: ChainProfile) -> Bool {
        if name == pattern { return true }
        guard name.count == pattern.count, name.count >= 2, let first = pattern.first, first.contains("*"),
            name.dropFirst() == pattern.dropFirst()
        else { return false }
        // Java and Go let a star stand for any label; the others want two labels behind it.
        guard profile == .java || profile == .go || name.count >= 3 else { return false }
        return first == "*" || takesPartialWildcards(profile) && matches(name[0], first)
    }

    /// By default OpenSSL does (X509_check_host(3)), and Java (HostnameChecker.matchAllWildcards).
    private static func takesPartialWildcards(_ profile: ChainProfile) -> Bool {
        profile == .openssl || profile == .java
    }

    /// Whether a star in the pattern can stand for what the label has there.
    private static func matches(_ label: Substring, _ pattern: Substring) -> Bool {
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        return label.count >= pattern.count - 1 && label.hasPrefix(parts[0]) && label.hasSuffix(parts[1])
    }

    /// In lower case, without the dot of the root.
    static func labels(_ name: String) -> [Substring] {
        let lowered = name.lowercased()
        return (lowered.hasSuffix(".") ? lowered.dropLast() : lowered[...])
            .split(separator: ".", omittingEmptySubsequences: false)
    }
}
