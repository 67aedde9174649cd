package import Diagnostics
import Glibc
internal import Linux
package import StackModel

/// The local authority and its certificates on disk: makes, renews and shows them.
///
/// A sound store is only read, and needs neither a lock nor a writable folder. Every change is made under a lock, as
/// a plan of single steps (`FolderChange`), any of which may be the last: the next run finishes or undoes the rest.
package struct CertificateStore: Sendable {
    let settings: AuthoritySettings
    let requests: [CertificateRequest]
    /// Seconds since 1970-01-01T00:00:00Z.
    let now: @Sendable () -> Double
    /// How long whoever changes or looks waits for a change: that may have RSA keys to make, which take seconds.
    var patience = Duration.seconds(30)

    /// `now` gives seconds since 1970-01-01T00:00:00Z.
    package init(
        settings: AuthoritySettings, requests: [CertificateRequest], now: @escaping @Sendable () -> Double
    ) {
        self.settings = settings
        self.requests = requests
        self.now = now
    }

    var directory: String { settings.directory }

    /// Makes what is missing and renews what is due, what does not fit together and what the stack file has changed.
    ///
    /// Reports the authority, named `ca`, then each certificate in the order of the file. On an error nothing has been
    /// changed, and the reports are of what can be read.
    package func prepare(collector: inout DiagnosticCollector) -> [CertificateReport] {
        guard let assessor = readRequests(&collector) else { return [] }
        let (assessment, _) = look(assessor)
        if let assessment, assessment.isSound, assessment.isTidy {
            return reportSound(assessment, assessor, &collector)
        }
        return change(.prepare, assessor, seen: assessment, &collector).reports
    }

    /// Makes new leaves now, each for the key that it has; with `authorityToo`, a new authority first.
    ///
    /// Reports as `prepare` does.
    package func renew(authorityToo: Bool, collector: inout DiagnosticCollector) -> [CertificateReport] {
        if authorityToo, case .existing(let certificate, _) = settings.source {
            collector.report(.existingAuthorityStays(certificate))
            return []
        }
        guard let assessor = readRequests(&collector) else { return [] }
        let (assessment, _) = look(assessor)
        return change(authorityToo ? .renewAuthority : .renewLeaves, assessor, seen: assessment, &collector).reports
    }

    /// When the first of the stack's certificates falls due, in seconds since 1970-01-01T00:00:00Z; `nil` if none ever does.
    ///
    /// One that ends with its authority is not renewed before the authority is.
    package func nextRenewal(of reports: [CertificateReport]) -> Double? {
        let end = reports.filter { $0.name == "ca" || $0.name == CertificateReport.intermediateName }.map(\.notAfter)
            .min()
        return requests.compactMap { request in
            guard let report = reports.first(where: { $0.name == request.name.value }) else { return nil }
            if let end, report.notAfter >= end { return nil }
            return report.notAfter - LeafRequest(request, names: []).renewalThreshold
        }.min()
    }

    /// Reports what is on disk and changes nothing; what the next run would make or renew is a warning.
    package func inspect(collector: inout DiagnosticCollector) -> [CertificateReport] {
        guard let assessor = readRequests(&collector) else { return [] }
        let (assessment, error) = look(assessor, waitingForWriters: true)
        guard let assessment else {
            if let error { collector.report(.folderUnusable(directory, error)) }
            return []
        }
        assessment.findings(by: assessor).forEach { collector.report($0) }
        return assessment.reports(by: assessor)
    }

    /// `nil` when the stack file asks for what cannot be.
    func readRequests(_ collector: inout DiagnosticCollector) -> Assessor? {
        var mistakes = DiagnosticCollector()
        let reader = RequestReader(settings, requests, collector: &mistakes)
        mistakes.diagnostics.forEach { collector.report($0) }
        guard !mistakes.hasErrors else { return nil }
        return Assessor(
            settings: settings, requests: reader.requests, constraints: reader.constraints, now: now())
    }

    /// Judges the folder as it is. Without the lock, another run's change may be seen half made.
    func look(_ assessor: Assessor, waitingForWriters: Bool = false) -> (Assessment?, SystemError?) {
        var assessor = assessor
        do throws(SystemError) {
            let folder = try CertificateFolder(directory)
            guard waitingForWriters, let lock = try? folder.lock(.shared, within: patience) else {
                return (try assessor.assess(folder), nil)
            }
            let assessment = try assessor.assess(folder)
            lock.release()
            return (assessment, nil)
        } catch {
            return error.code == ENOENT ? (assessor.assessNothing(), nil) : (nil, error)
        }
    }

    func reportSound(
        _ assessment: Assessment, _ assessor: Assessor, _ collector: inout DiagnosticCollector
    ) -> [CertificateReport] {
        assessment.diagnostics.forEach { collector.report($0) }
        return assessment.reports(by: assessor)
    }
}
