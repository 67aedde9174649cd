internal import Diagnostics
internal import StackModel

extension Assessment {
    /// What is there, as nothing is done to it: the authority, then each certificate that can be read.
    func reports(by assessor: Assessor) -> [CertificateReport] {
        var reports: [CertificateReport] = []
        if let certificate = authority.certificate {
            reports.append(CertificateReport(certificate, name: "ca", file: assessor.authorityPath, action: .kept))
        }
        if case .sound(let authority) = intermediate {
            reports.append(
                CertificateReport(
                    authority.certificate, name: CertificateReport.intermediateName,
                    file: assessor.path(CertificateFolder.intermediateCertificate), action: .kept))
        }
        for leaf in leaves {
            guard let certificate = leaf.certificate else { continue }
            let file = assessor.path(leaf.request.certificateFile)
            reports.append(CertificateReport(certificate, name: leaf.request.name, file: file, action: .kept))
        }
        return reports
    }

    /// The certificates and keys that cannot be read.
    var unreadable: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// What stands in the way of a change: an authority that cannot be used, files that cannot be read.
    var errors: [Diagnostic] {
        guard case .broken(let diagnostic, _) = authority else { return unreadable }
        return [diagnostic] + unreadable
    }

    /// All that the user should know: errors, warnings, and what the next run would make or renew.
    func findings(by assessor: Assessor) -> [Diagnostic] {
        let authorityPath = assessor.authorityPath
        var findings: [Diagnostic] =
            switch authority {
            case .sound: []
            case .absent, .keyOnly: [.notMade(authorityPath)]
            case .otherNames(_, let reason): [.due(authorityPath, reason: reason)]
            case .broken(let diagnostic, _): [diagnostic]
            }
        findings += diagnostics
        if case .missing(let reason, _, _) = intermediate {
            let path = assessor.path(CertificateFolder.intermediateCertificate)
            findings.append(reason.map { .due(path, reason: $0) } ?? .notMade(path))
        }
        for leaf in leaves {
            let path = assessor.path(leaf.request.certificateFile)
            switch leaf.finding {
            case .absent: findings.append(.notMade(path, at: leaf.request.location))
            case .due(let reason): findings.append(.due(path, reason: reason, at: leaf.request.location))
            case .sound, .unreadable: break
            }
        }
        return findings
    }
}
