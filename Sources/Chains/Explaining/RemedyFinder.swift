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
    /// Whether the chain was judged as of another time than the clock's.
    var isOtherTime = false

    private var host: String { url.host }

    var remedy: String {
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
        case .expired where isOwn, .weak where isOwn, .wrongUsage where isOwn, .badSignature where isOwn:
            "devstack certs --renew"
        case .expired: chain.first.map { "have it renewed by its issuer, \(Self.shown($0.issuer))" } ?? rule.remedy
        case .nameNotPermitted where isOwn:
            "add \(host) to `permit:` under `authority:`, and run devstack certs --renew-authority"
        default: rule.remedy
        }
    }

    private var selfSigned: String {
        guard let stack else { return rule.remedy }
        guard let request = request(covering: host) else { return "add \(host) to the names under `certificates:`" }
        let folder = stack.authorityFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + request.name.value
        return "let the server use \(name).pem and \(name).key: this stack's certificate for \(host)"
    }

    private var wrongHost: String {
        if isOwn, rule.id != ChainRules.leafNotFirst.id, let request = served {
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
            guard let site = site else { return "curl --cacert \(stack.authorityFile) \(url)" }
            return "write `trust: stack` in the check (\(site.file):\(site.line))"
        }
        let issuer = Self.shown(chain.last?.issuer ?? "its issuer")
        if stack?.byPort[url.port] != nil, trust == .stack { return "devstack certs --renew" }
        if trust != .system, isOfSystem {
            return site.map { "write `trust: system` in the check (\($0.file):\($0.line))" }
                ?? "curl \(url)"
        }
        guard let site = site else {
            return rule.id == ChainRules.missingIssuer.id
                ? "append the certificate of \(issuer) to the server's file, or trust it: --ca FILE"
                : "trust it: --ca FILE, with the certificate of \(issuer)"
        }
        return "write `trust: FILE` in the check (\(site.file):\(site.line)), with the certificate of \(issuer)"
    }

    /// Whether this stack's authority issued what was served.
    private var isOwn: Bool {
        guard let stack, let authority = ParsedCertificate.chain(pem: stack.authorityPEM)?.first else { return false }
        let sent = chain.compactMap { ParsedCertificate(der: $0.der) }
        return sent.contains { $0.names(issuer: authority) && $0.isSigned(by: authority) }
    }

    /// Whether the distribution's roots hold the issuer of what was served.
    private var isOfSystem: Bool {
        guard let last = chain.last.flatMap({ ParsedCertificate(der: $0.der) }) else { return false }
        return TrustedIssuers(pem: [], includesSystem: true).issuers(of: last).contains(where: last.isSigned(by:))
    }

    /// The request for the certificate that the port serves: by the stack file, else by its names.
    private var served: CertificateRequest? {
        let requests = stack?.requests ?? []
        if let name = stack?.byPort[url.port], let found = requests.first(where: { $0.name.value == name }) {
            return found
        }
        let names = Set(chain.first?.names ?? [])
        return requests.first { Set($0.names.map(\.value)) == names } ?? requests.first
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
