internal import StackModel

/// Makes chains that are bad in one way and good in every other, in memory alone.
struct DefectMaker {
    /// How far in the past an expired one ended: a day, in seconds.
    static let expiredSince: Double = 86_400
    /// How far in the future one that is not yet valid begins: five years, in seconds, so that it does not heal with time.
    static let validIn: Double = 5 * 365 * 86_400

    /// Of the certificate whose place the bad one takes.
    let request: LeafRequest
    let defect: CertificateDefect
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: Double

    static func makeKey(for defect: CertificateDefect, _ kind: KeyKind) throws(OpenSSLFailure) -> PrivateKey {
        defect == .weakKey ? try PrivateKey.generateWeak() : try PrivateKey.generate(kind)
    }

    /// The chain as a server is to send it, of a defect for which no authority is asked.
    func chain(for key: PrivateKey) throws(OpenSSLFailure) -> [Certificate] {
        let draft = LeafDraft(
            label: request.label, names: request.names, notBefore: now - CertificateBuilder.leeway,
            notAfter: now - CertificateBuilder.leeway + Double(request.days) * 86_400 - 1)
        guard defect == .untrusted else {
            return [try CertificateBuilder.leaf(draft, key: key, issuer: nil).signed(by: key)]
        }
        let stranger = try Authority.make(
            key: try PrivateKey.generate(), title: "untrusted authority", constraints: nil, now: now)
        return [try stranger.issue(draft, key: key), stranger.certificate]
    }

    /// The chain as a server is to send it.
    ///
    /// - Parameters:
    ///   - signer: the authority that signs the stack's certificates.
    ///   - root: what clients trust.
    func chain(for key: PrivateKey, signer: Authority, root: Certificate) throws(OpenSSLFailure) -> [Certificate] {
        let leaf = draft(below: signer)
        switch defect {
        case .missingIntermediate:
            let between =
                signer.intermediates.isEmpty
                ? try signer.makeIntermediate(key: try PrivateKey.generate(), now: now) : signer
            return [try between.issue(leaf, key: key)]
        case .reversedChain:
            return [try signer.issue(leaf, key: key), root] + signer.intermediates.reversed()
        default:
            return [try signer.issue(leaf, key: key)] + signer.intermediates
        }
    }

    private func draft(below signer: Authority) -> LeafDraft {
        var leaf = signer.draft(label: request.label, names: request.names, days: request.days, now: now)
        switch defect {
        case .expired:
            leaf.notAfter = now - Self.expiredSince
            leaf.notBefore = leaf.notAfter - Double(request.days) * 86_400
        case .notYetValid:
            leaf.notBefore = now + Self.validIn
            leaf.notAfter = leaf.notBefore + Double(request.days) * 86_400 - 1
        case .wrongHost: leaf.names = [otherName()]
        case .wrongUsage: leaf.usage = .client
        case .sha1: leaf.isSignedOverSHA1 = true
        case .noSAN:
            leaf.label = commonName
            leaf.names = []
        case .criticalUnknown: leaf.hasUnknownExtension = true
        case .caAsLeaf: leaf.isAuthority = true
        case .nameNotPermitted: leaf.names.append(forbiddenName(for: signer.certificate))
        case .missingAKI: leaf.namesIssuersKey = false
        case .selfSigned, .untrusted, .missingIntermediate, .reversedChain, .weakKey: break
        }
        return leaf
    }

    /// The first name that a common name can hold (RFC 5280, ub-common-name: 64), as old clients read it.
    private var commonName: String {
        let hosts = request.names.compactMap { if case .dns(let text) = $0 { text } else { nil } }
        return hosts.first { !$0.hasPrefix("*") && $0.utf8.count <= 64 } ?? request.label
    }

    /// A name that the authority may certify, and that the certificate is not for.
    private func otherName() -> SubjectName {
        var name = "wrong-host.test"
        while request.names.contains(.dns(name)) { name = "not-" + name }
        return .dns(name)
    }

    /// A name that the authority may not certify.
    private func forbiddenName(for authority: Certificate) -> SubjectName {
        var name = "not-permitted.invalid"
        while authority.permits(.dns(name)) { name += "-x" }
        return .dns(name)
    }
}
