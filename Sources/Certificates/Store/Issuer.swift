/// Who has to have signed the leaves, and what stands behind each of them in its file.
struct Issuer {
    var certificate: Certificate
    var intermediates: [Certificate] = []

    /// Whether a file's certificates behind its leaf are those that clients need.
    func isFollowed(by rest: some Collection<Certificate>) -> Bool {
        rest.count == intermediates.count && zip(rest, intermediates).allSatisfy { $0.isSame(as: $1) }
    }
}

extension Issuer {
    init(_ authority: Authority) {
        self.init(certificate: authority.certificate, intermediates: authority.intermediates)
    }
}
