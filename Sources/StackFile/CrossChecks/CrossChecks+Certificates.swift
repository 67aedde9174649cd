internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Names outside what the authority may certify, and lifetimes that do not fit.
    mutating func checkCertificates() {
        for certificate in stack.certificates {
            for name in certificate.names where !isPermitted(name.value) {
                let addition =
                    switch name.value {
                    case .wildcard(let parent): parent
                    case .name(let name): name
                    case .address(let address): address.description
                    }
                report(
                    .nameNotPermitted, "the authority may not certify \(name.value.description.excerpt)",
                    at: name.location,
                    remedy: "Use a name below test or localhost, or add \(addition) to `permit` under `authority`.",
                    notes: stack.authority.given["permit"].map {
                        [Diagnostic.Note("these names are permitted beside localhost, *.test and loopback", at: $0)]
                    } ?? [])
            }
            checkLifetime(of: certificate)
        }
    }

    private mutating func checkLifetime(of certificate: CertificateDraft) {
        guard let renewBefore = certificate.renewBefore else { return }
        if certificate.given["days"] != nil, certificate.days == nil { return }
        let days = certificate.days?.value ?? CertificateRequest.defaultDays
        guard renewBefore.value >= .seconds(days * 86_400) else { return }
        report(
            .badValidity, "a certificate of \(days) days would be due for renewal as soon as it is made",
            at: renewBefore.location, remedy: "Make renew_before less than \(days)d.",
            notes: certificate.days.map { [Diagnostic.Note("its days are given here", at: $0.location)] } ?? [])
    }

    private func isPermitted(_ name: HostName) -> Bool {
        if name.isLoopback || name.isWithin("test") { return true }
        return stack.authority.permit.contains { permitted in
            switch permitted.value {
            case .name(let domain): name.isWithin(domain)
            case .wildcard: false
            case .address: permitted.value == name
            }
        }
    }
}
