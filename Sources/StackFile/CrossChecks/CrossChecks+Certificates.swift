internal import Diagnostics
internal import StackModel

extension CrossChecks {
    /// Names outside what the authority may certify, and lifetimes that do not fit.
    mutating func checkCertificates() {
        checkAuthority()
        for certificate in stack.certificates {
            // What an authority of somebody else's may certify stands in its certificate.
            for name in certificate.names where !stack.authority.isForeign && !isPermitted(name.value.host) {
                let addition =
                    switch name.value.host {
                    case .wildcard(let parent): parent
                    case .name(let name): name
                    case .address(let address): address.description
                    }
                let permitted = stack.authority.permit.map(\.value.description) + [addition]
                report(
                    .nameNotPermitted, "the authority may not certify \(name.value.description.excerpt)",
                    at: name.location,
                    remedy: "Use a name below test or localhost, or write `permit: \(Self.flowList(permitted))` "
                        + "under `authority`.",
                    notes: stack.authority.given["permit"].map {
                        [Diagnostic.Note("these names are permitted beside localhost, *.test and loopback", at: $0)]
                    } ?? [])
            }
            checkLifetime(of: certificate)
        }
    }

    /// As a list in one line; what has a colon or a slash is quoted.
    private static func flowList(_ entries: [String]) -> String {
        "[" + entries.map { $0.contains(":") ? "\"\($0)\"" : $0 }.joined(separator: ", ") + "]"
    }

    /// An authority of somebody else's is two files, and its names are its own.
    private mutating func checkAuthority() {
        let authority = stack.authority
        for (word, other) in [("certificate", "key"), ("key", "certificate")] {
            guard let place = authority.given[word], authority.given[other] == nil else { continue }
            report(
                .missingWord, "an existing authority is a certificate and its key, and `\(other)` is missing",
                at: place,
                remedy: "Add `\(other)`, the path of a PEM file.")
        }
        guard authority.isForeign, let permit = authority.given["permit"] else { return }
        report(
            .conflictingWords, "`permit` is for the authority that devstack makes, not for one that is there",
            at: permit,
            remedy: "Remove it: the authority's own name constraints say what it may certify.")
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
