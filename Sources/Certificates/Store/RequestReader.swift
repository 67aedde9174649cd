internal import Diagnostics
internal import Linux
internal import StackModel

/// Reads what the stack file asks for: the authority's constraints and each certificate's names.
struct RequestReader {
    var constraints = NameConstraints.local
    var requests: [LeafRequest] = []
    private let settings: AuthoritySettings
    /// Of an authority that somebody else made: the certificates that a leaf has to pass.
    private var existing: [Certificate] = []

    init(_ settings: AuthoritySettings, _ requests: [CertificateRequest], collector: inout DiagnosticCollector) {
        self.settings = settings
        if case .existing(let certificate, _) = settings.source {
            // One that cannot be read is complained of where the authority is judged.
            existing = (try? WholeFile.read(certificate)).flatMap { Certificate.chain(pem: $0) } ?? []
        }
        for entry in settings.permit {
            if let subtree = NameConstraints.Subtree(entry.value) {
                constraints.permitted.insert(subtree)
            } else {
                collector.report(.malformedPermit(entry))
            }
        }
        for request in requests {
            self.requests.append(LeafRequest(request, names: read(request, collector: &collector)))
        }
    }

    private func read(_ request: CertificateRequest, collector: inout DiagnosticCollector) -> [SubjectName] {
        var names: [SubjectName] = []
        for text in request.names {
            guard let name = SubjectName(text.value) else {
                collector.report(.malformedName(text.value, at: text.location))
                continue
            }
            guard isPermitted(name) else {
                collector.report(.nameNotPermitted(text.value, name, by: settings, at: text.location))
                continue
            }
            if !names.contains(name) { names.append(name) }
        }
        if request.names.isEmpty { collector.report(.certificateWithoutNames(request)) }
        return names
    }

    func isPermitted(_ name: SubjectName) -> Bool {
        switch settings.source {
        case .own: constraints.permit(name)
        case .existing: existing.allSatisfy { $0.permits(name) }
        }
    }
}
