internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Whether the authority can sign what a service is to show that is bad on purpose.
    mutating func checkDefect(of service: ServiceDraft) {
        guard let defect = service.tls.defect else { return }
        if defect.value.needsAuthority, stack.authority.isForeign {
            report(
                .conflictingWords,
                "`defect: \(defect.value.rawValue)` needs an authority of devstack's own, and this one is somebody else's",
                at: defect.location,
                remedy:
                    "Nobody else's key signs what is bad on purpose: take `self_signed` or `untrusted`, or another stack.",
                notes: stack.given["authority"].map { [Diagnostic.Note("the authority is given here", at: $0)] } ?? [])
        } else if defect.value == .reversedChain, stack.authority.intermediate != true {
            report(
                .missingWord, "`defect: reversed_chain` needs an intermediate authority, which comes last in it",
                at: defect.location, remedy: "Write `intermediate: true` under `authority`.")
        }
    }

    /// A check of a server that is bad on purpose hardly expects an answer, nor a failure that only others tell.
    mutating func warnOfDefect(of services: [ServiceDraft], url: Located<RequestURL>, check: CheckDraft) {
        guard services.count == 1, let service = services.first, let defect = service.tls.defect,
            check.given["policy"] == nil || check.policy != nil,
            check.given["trust"] == nil || check.trust == .stack
        else { return }
        let name = defect.value.rawValue
        let note = Diagnostic.Note("the defect is given here", at: defect.location)
        let reason = defect.value.failure(under: check.policy ?? .default)
        if check.expect.given["failure"] == nil, let reason {
            report(
                .certainFailure,
                "\(service.name.value.excerpt) shows a certificate that is bad on purpose, and this check expects an answer",
                at: url.location,
                remedy: "Write `expect: {failure: \(reason.rawValue)}`, or remove `defect: \(name)`.", notes: [note])
        } else if let failure = check.expect.expectation.failure, reason == nil,
            failure.value == defect.value.failure(under: .strict)
        {
            report(
                .impossibleFailure, "a client accepts `defect: \(name)` unless it is strict", at: failure.location,
                remedy: "Write `policy: strict` in the check.", notes: [note])
        }
    }
}
