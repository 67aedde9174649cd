package import Diagnostics
internal import Linux
package import StackModel

/// Certificates that no stack file asks for: they are made and given back, and the caller writes them.
extension CertificateStore {
    /// Makes a certificate, and the authority before it where there is none.
    ///
    /// - Parameter keptKey: a private key as PEM for it to be for; without one, a new one is made.
    /// - Returns: `nil` after an error in `collector`.
    package func issue(
        _ order: CertificateOrder, keptKey: [UInt8]? = nil, collector: inout DiagnosticCollector
    ) -> IssuedCertificate? {
        guard let names = read(order.names, &collector), let signer = signer(&collector) else { return nil }
        do throws(OpenSSLFailure) {
            let kept = keptKey.flatMap { PrivateKey(pem: $0) }
            let key = if let kept { kept } else { try PrivateKey.generate(order.key) }
            return try issue(order, names, key, by: signer, keyPEM: kept == nil ? try key.pem() : nil)
        } catch {
            collector.report(.openSSL(error))
            return nil
        }
    }

    /// Makes a certificate for somebody else's key, by a certificate signing request as PEM.
    ///
    /// The names are the order's, or without any those that the request asks for. Nothing else is taken from it.
    ///
    /// - Parameter path: the request's, for messages.
    /// - Returns: `nil` after an error in `collector`.
    package func sign(
        request pem: [UInt8], from path: String, _ order: CertificateOrder, collector: inout DiagnosticCollector
    ) -> IssuedCertificate? {
        guard let request = SigningRequest(pem: pem) else {
            collector.report(.unusableRequest(path))
            return nil
        }
        guard request.key.kind != nil else {
            collector.report(.weakRequest(path, request.key.description))
            return nil
        }
        let wanted = order.names.isEmpty ? request.names : order.names
        guard !wanted.isEmpty else {
            collector.report(.requestWithoutNames(path))
            return nil
        }
        guard let names = read(wanted, &collector), let signer = signer(&collector) else { return nil }
        do throws(OpenSSLFailure) {
            return try issue(order, names, request.key, by: signer, keyPEM: nil)
        } catch {
            collector.report(.openSSL(error))
            return nil
        }
    }

    private func issue(
        _ order: CertificateOrder, _ names: [SubjectName], _ key: PrivateKey, by signer: Authority, keyPEM: [UInt8]?
    ) throws(OpenSSLFailure) -> IssuedCertificate {
        let label = LeafRequest.label(of: names.first.map { "\($0)".lowercased() } ?? "certificate")
        let certificate = try signer.issue(
            key: key, label: label, names: names, usage: order.usage,
            days: min(max(order.days, 1), LeafRequest.longestLife), now: now())
        return IssuedCertificate(
            details: CertificateDetails(of: certificate), chainPEM: try signer.pem(behind: certificate),
            keyPEM: keyPEM)
    }

    /// The names in one spelling, each once; `nil` after a mistake.
    private func read(_ texts: [String], _ collector: inout DiagnosticCollector) -> [SubjectName]? {
        var mistakes = DiagnosticCollector()
        let reader = RequestReader(settings, [], collector: &mistakes)
        var names: [SubjectName] = []
        for text in texts {
            if let name = SubjectName(text) {
                if !reader.isPermitted(name) {
                    mistakes.report(.nameNotPermitted(text, name, by: settings))
                } else if !names.contains(name) {
                    names.append(name)
                }
            } else {
                mistakes.report(.malformedName(text))
            }
        }
        mistakes.diagnostics.forEach { collector.report($0) }
        return mistakes.hasErrors ? nil : names
    }

    /// The authority that signs leaves, made where it is missing; `nil` after an error.
    func signer(_ collector: inout DiagnosticCollector) -> Authority? {
        var store = CertificateStore(settings: settings, requests: [], now: now)
        store.patience = patience
        guard let assessor = store.readRequests(&collector) else { return nil }
        let (seen, _) = store.look(assessor)
        if let seen, seen.isSound, seen.isTidy {
            _ = store.reportSound(seen, assessor, &collector)
            return seen.signer
        }
        return store.change(.prepare, assessor, seen: seen, &collector).signer
    }

    /// What the authority in the folder may certify beyond the local names, as `permit` takes it.
    package var permitted: [String] {
        guard let pem = try? authorityPEM(), let certificate = Certificate.chain(pem: pem)?.first,
            let constraints = certificate.nameConstraints
        else { return [] }
        return constraints.permitted.subtracting(NameConstraints.local.permitted).sorted().map(\.description)
    }
}
