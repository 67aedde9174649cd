internal import Diagnostics
internal import StackModel

/// Why a certificate that is to be bad on purpose cannot be made.
extension Diagnostic {
    static func defectByAnother(_ defect: CertificateDefect, _ request: LeafRequest) -> Diagnostic {
        Diagnostic(
            .error, .defectNotMade,
            "\(request.name) is to be \(defect.rawValue), and its authority is not devstack's own",
            at: request.location,
            remedy:
                "Only devstack's own authority signs what is bad on purpose: use a stack without `authority.key`, or "
                + "one of the defects self_signed and untrusted.")
    }

    static func nothingToReverse(_ request: LeafRequest) -> Diagnostic {
        Diagnostic(
            .error, .defectNotMade, "\(request.name) is to be in a reversed chain, and there is no intermediate in it",
            at: request.location, remedy: "Write `intermediate: true` under `authority`.")
    }
}
