internal import Diagnostics
internal import StackModel

extension Assessment {
    /// What is there, as nothing is done to it: the authority, then each certificate that can be read.
    func reports(in directory: String) -> [CertificateReport] {
        var reports: [CertificateReport] = []
        if let certificate = authority.certificate {
            let file = directory + "/" + CertificateFolder.authorityCertificate
            reports.append(CertificateReport(certificate, name: "ca", file: file, action: .kept))
        }
        for leaf in leaves {
            guard let certificate = leaf.certificate else { continue }
            let file = directory + "/" + leaf.request.certificateFile
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
    func findings(in directory: String) -> [Diagnostic] {
        let authorityPath = directory + "/" + CertificateFolder.authorityCertificate
        var findings: [Diagnostic] =
            switch authority {
            case .sound: []
            case .absent, .keyOnly: [.notMade(authorityPath)]
            case .otherNames(_, let reason): [.due(authorityPath, reason: reason)]
            case .broken(let diagnostic, _): [diagnostic]
            }
        findings += diagnostics
        for leaf in leaves {
            let path = directory + "/" + leaf.request.certificateFile
            switch leaf.finding {
            case .absent: findings.append(.notMade(path, at: leaf.request.location))
            case .due(let reason): findings.append(.due(path, reason: reason, at: leaf.request.location))
            case .sound, .unreadable: break
            }
        }
        return findings
    }
}
