internal import Diagnostics
internal import StackModel

/// What no single value shows to be wrong: that two places of the file do not fit together.
///
/// They look at drafts, so that they find what they can in a file with other mistakes too.
struct CrossChecks {
    let stack: StackDraft
    let certificates: [String: CertificateDraft]
    let servicesByPort: [UInt16: [ServiceDraft]]
    /// Whether a port is known to be nobody's, and a certificate nobody's: programs may use both unseen.
    let isAllBuiltIn: Bool
    private(set) var mistakes: [Diagnostic] = []
    /// The files' paths in their order.
    private let files: [String]

    init(_ stack: StackDraft, files: [String]) {
        self.stack = stack
        self.files = files
        certificates = Dictionary(
            stack.certificates.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        var servicesByPort: [UInt16: [ServiceDraft]] = [:]
        for service in stack.services {
            for port in service.allPorts { servicesByPort[port.value, default: []].append(service) }
        }
        self.servicesByPort = servicesByPort
        isAllBuiltIn = !stack.services.isEmpty && stack.services.allSatisfy { $0.isBuiltIn && $0.port != nil }
    }

    /// - Parameter isWhole: Whether all that the file says could be read into its tree.
    mutating func run(fileLocation: SourceLocation, isWhole: Bool) {
        if isWhole, !stack.hasContents, stack.guessed.isDisjoint(with: ["services", "checks"]) {
            report(
                .emptyStack, "this stack has neither services nor checks", at: fileLocation,
                remedy: "Add `services`, or `checks` of something that runs elsewhere.")
        }
        checkCertificates()
        for service in stack.services { check(service) }
        checkPorts()
        checkDependencies()
        for check in stack.checks {
            checkWords(of: check)
            checkTarget(of: check)
            checkClientCertificate(of: check)
        }
        warn()
    }

    mutating func report(
        _ code: MistakeCode, _ message: String, at location: SourceLocation, remedy: String? = nil,
        notes: [Diagnostic.Note] = []
    ) {
        mistakes.append(Diagnostic(code, message, at: location, remedy: remedy, notes: notes))
    }

    /// Whether one place stands before another, in the order of the files.
    func isBefore(_ one: SourceLocation, _ other: SourceLocation) -> Bool {
        func key(_ place: SourceLocation) -> (Int, Int, Int) {
            (files.firstIndex(of: place.file) ?? -1, place.line, place.column)
        }
        return key(one) < key(other)
    }

    /// Reports a word that does not belong where it is.
    mutating func misplaced(
        _ words: [String], in given: [String: SourceLocation], because reason: String, remedy: String = "Remove it.",
        notes: [Diagnostic.Note] = []
    ) {
        for word in words {
            guard let place = given[word] else { continue }
            report(.misplacedWord, "`\(word)` \(reason)", at: place, remedy: remedy, notes: notes)
        }
    }
}
