internal import Diagnostics
internal import StackModel

/// One certificate, while it is read.
struct CertificateDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    let name: Located<String>
    var names: [Located<CertificateName>] = []
    /// Whether every name could be read, so that what is not among them is really not there.
    var namesAreWhole = true
    var days: Located<Int>?
    var renewBefore: Located<Duration>?
    var key: KeyKind?
    var usage: CertificateUsage?

    init(name: Located<String>) {
        self.name = name
    }

    func covers(_ host: HostName) -> Bool { names.contains { $0.value.covers(host) } }
}
