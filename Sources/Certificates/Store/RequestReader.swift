internal import Diagnostics
internal import StackModel

/// Reads what the stack file asks for: the authority's constraints and each certificate's names.
struct RequestReader {
    var constraints = NameConstraints.local
    var requests: [LeafRequest] = []

    init(_ settings: AuthoritySettings, _ requests: [CertificateRequest], collector: inout DiagnosticCollector) {
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
                collector.report(.malformedName(text))
                continue
            }
            guard constraints.permit(name) else {
                collector.report(.nameNotPermitted(text))
                continue
            }
            if !names.contains(name) { names.append(name) }
        }
        if request.names.isEmpty { collector.report(.certificateWithoutNames(request)) }
        return names
    }
}
