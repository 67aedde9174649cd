internal import Diagnostics
internal import StackModel

/// The one command or line that mends a failure: whose certificate it is decides.
struct RemedyFinder {
    let reason: FailureReason
    let rule: Rule
    /// As it was served, leaf first.
    let chain: [ServedCertificate]
    let url: RequestURL
    let trust: RequestSpecification.Trust
    let stack: StackCertificates?
    /// Where the check stands that trusts so; `nil` of a command.
    let site: SourceLocation?
    /// The first name of the chain that its issuer may not certify.
    let forbidden: ChainFacts.ForbiddenName?
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: Double
    /// Whether the chain was judged as of another time than the clock's.
    let isOtherTime: Bool

    var host: String { url.host }

    var remedy: String {
        guard let defect else { return usual }
        let place = "\(defect.location.file):\(defect.location.line)"
        return "remove `defect: \(defect.value.rawValue)` (\(place)): the certificate is bad on purpose"
    }

    /// Of what is bad by mistake.
    private var usual: String {
        switch reason {
        case .selfSigned: selfSigned
        case .wrongHost: wrongHost
        case .untrustedIssuer: untrustedIssuer
        // Nothing is wrong with it yet.
        case .expired where isOwn && isOtherTime:
            "keep the stack up, or check it before then: devstack renews its certificates in time"
        case .expired where isOtherTime: "have it renewed by then"
        case .notYetValid where isOtherTime: "ask as of a time from its beginning on"
        case .notYetValid: "sudo timedatectl set-ntp true"
        case .expired where isOwn && isAuthorityExpired: newAuthority
        case .wrongUsage where isOwn && made?.usage == .client: otherUsage
        case .expired where isOwn, .weak where isOwn, .wrongUsage where isOwn, .badSignature where isOwn: renewal
        case .expired: chain.first.map { "have it renewed by its issuer, \(Self.shown($0.issuer))" } ?? rule.remedy
        case .nameNotPermitted where isOwn: permission
        default: rule.remedy
        }
    }

    /// What this stack has made wrong on purpose, if the failure comes of that.
    private var defect: Located<CertificateDefect>? {
        guard let defect = stack?.defects[url.port],
            RequestSpecification.Policy.allCases.contains(where: { defect.value.failure(under: $0) == reason })
        else { return nil }
        return defect
    }

    private var selfSigned: String {
        guard stack != nil else { return rule.remedy }
        return ownFiles ?? "add \(Self.quoted(host)) to the names under `certificates:`"
    }

    /// The stack's own certificate for the host, instead of what is served.
    private var ownFiles: String? {
        guard let stack, let request = request(covering: host) else { return nil }
        let folder = stack.authorityFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + request.name.value
        return "let the server use \(name).pem and \(name).key: this stack's certificate for \(host)"
    }

    private var wrongHost: String {
        if isOwn, rule.id != ChainRules.leafNotFirst.id, let request = made {
            let location = request.names.last?.location ?? request.name.location
            return "add \(Self.quoted(host)) to the names of `\(request.name.value)` "
                + "(\(location.file):\(location.line))"
        }
        guard let name = chain.first?.names.first(where: { !$0.hasPrefix("*") }), rule.id == NameRules.hostNotNamed.id
        else { return rule.remedy }
        var other = url
        other.host = name
        return "ask for \(other)"
    }

    private var untrustedIssuer: String {
        if isOwn, let stack {
            guard let site = site else {
                return ShellText.line(["curl", "--cacert", stack.authorityFile, "\(url)"])
            }
            return "write `trust: stack` in the check (\(site.file):\(site.line))"
        }
        let issuer = Self.shown(chain.last?.issuer ?? "its issuer")
        if stack?.byPort[url.port] != nil, trust == .stack {
            if isOfOlderAuthority { return "devstack certs --renew" }
            if let ownFiles { return ownFiles }
        }
        if trust != .system, isOfSystem {
            return site.map { "write `trust: system` in the check (\($0.file):\($0.line))" }
                ?? ShellText.line(["curl", "\(url)"])
        }
        guard let site = site else {
            return rule.id == ChainRules.missingIssuer.id
                ? "append the certificate of \(issuer) to the server's file, or trust it: --ca FILE"
                : "trust it: --ca FILE, with the certificate of \(issuer)"
        }
        return "write `trust: FILE` in the check (\(site.file):\(site.line)), with the certificate of \(issuer)"
    }
}

extension RemedyFinder {
    /// What makes the stack's certificate anew. One that the stack's authority signed for somebody is not devstack's to
    /// renew.
    private var renewal: String {
        guard made == nil else { return "devstack certs --renew" }
        return "have it signed again, as it was: devstack certs sign --csr FILE"
    }

    private var newAuthority: String {
        guard let stack, !stack.isAuthorityOwn else { return "devstack certs --renew-authority" }
        return "renew the authority \(stack.authorityFile) where it was made, then run devstack certs --renew"
    }

    private var otherUsage: String {
        guard let request = made else { return rule.remedy }
        return "write `usage: both` (or leave `usage` out) in the certificate `\(request.name.value)` "
            + "(\(request.name.location.file):\(request.name.location.line))"
    }

    private var permission: String {
        guard let name = forbidden?.name else { return rule.remedy }
        guard stack?.isAuthorityOwn != false else {
            return "leave out \(name), which the authority's own name constraints do not allow"
        }
        return "add \(Self.quoted(Self.domain(of: name))) to `permit:` under `authority:`, and run "
            + "devstack certs --renew-authority"
    }

    /// What `permit` has to hold for a name: of a wildcard, an email address or a URI that is its domain.
    private static func domain(of name: String) -> String {
        if let scheme = name.firstRange(of: "://") {
            return String(name[scheme.upperBound...].prefix { !"/?#:".contains($0) })
        }
        if let at = name.lastIndex(of: "@") { return String(name[name.index(after: at)...]) }
        return name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
    }

    private var authority: ParsedCertificate? {
        stack.flatMap { ParsedCertificate.chain(pem: $0.authorityPEM)?.first }
    }

    /// Whether this stack's authority issued what was served.
    private var isOwn: Bool {
        guard let authority else { return false }
        let sent = chain.compactMap { ParsedCertificate(der: $0.der) }
        return sent.contains { $0.names(issuer: authority) && $0.isSigned(by: authority) }
    }

    private var isAuthorityExpired: Bool {
        authority.map { CertificateFacts(of: $0).shown.notAfter <= now } ?? false
    }

    /// Whether an authority that devstack made issued it, though not the one that there is now.
    private var isOfOlderAuthority: Bool {
        chain.last.map { $0.issuer.split(separator: ",").contains { $0.trimmed == "O=devstack" } } ?? false
    }

    /// Whether the distribution's roots hold the issuer of what was served.
    private var isOfSystem: Bool {
        guard let last = chain.last.flatMap({ ParsedCertificate(der: $0.der) }) else { return false }
        return TrustedIssuers(pem: [], includesSystem: true).issuers(of: last).contains(where: last.isSigned(by:))
    }

    /// The request by which devstack made the certificate that is served, as its names show; `nil` if it made it for
    /// somebody else, or in another way.
    private var made: CertificateRequest? {
        let requests = stack?.requests ?? []
        let names = Set((chain.first?.names ?? []).map { $0.lowercased() })
        let same = requests.filter { Set($0.names.map { $0.value.lowercased() }) == names }
        let named = stack?.byPort[url.port].flatMap { name in requests.first { $0.name.value == name } }
        if let named, same.isEmpty || same.contains(where: { $0.name.value == named.name.value }) { return named }
        return same.first
    }

    private func request(covering host: String) -> CertificateRequest? {
        stack?.requests.first { request in
            request.names.contains { name in
                let labels = HostMatching.labels(host)
                let pattern = HostMatching.labels(name.value)
                return labels == pattern || (pattern.first == "*" && labels.dropFirst() == pattern.dropFirst())
            }
        }
    }

    /// As YAML wants it in a list.
    private static func quoted(_ name: String) -> String { name.contains(":") ? "\"\(name)\"" : name }

    private static func shown(_ name: String) -> String { "\"\(PrintableText.escaped(name))\"" }
}

extension Substring {
    fileprivate var trimmed: Substring { drop { $0 == " " } }
}
