internal import Diagnostics
internal import StackModel

/// Turns an assessment into the changes that it calls for. Writes nothing.
///
/// Everything is staged first, so that a full disk stops the run while all old files are in place; then files are
/// set aside, then published: a key before its certificate, the authority before its leaves.
struct Planner {
    private let assessor: Assessor
    private let intent: Intent

    private var staged: [FolderChange] = []
    private var asides: [FolderChange] = []
    private var published: [FolderChange] = []
    private var plan = CertificatePlan()

    init(assessor: Assessor, intent: Intent) {
        self.assessor = assessor
        self.intent = intent
    }

    /// The plan; throws what makes one impossible.
    mutating func makePlan(for assessment: Assessment) throws(PlanFailure) -> CertificatePlan {
        let errors = intent == .renewAuthority ? assessment.unreadable : assessment.errors
        guard errors.isEmpty else { throw .diagnostics(errors) }
        do throws(OpenSSLFailure) {
            let (root, rootIsNew) = try planAuthority(assessment)
            let (authority, isNew) = try planIntermediate(assessment, below: root, rootIsNew: rootIsNew)
            plan.signer = authority
            for leaf in assessment.leaves { try planLeaf(leaf, authority, authorityIsNew: isNew) }
        } catch {
            throw .diagnostics([.openSSL(error)])
        }
        let old = Dictionary(assessment.reports(by: assessor).map { ($0.name, $0.serial) }) { first, _ in first }
        for index in plan.reports.indices where plan.reports[index].serial != old[plan.reports[index].name] {
            plan.reports[index].previousSerial = old[plan.reports[index].name]
        }
        if !staged.isEmpty { plan.changes = staged + asides + published + [.syncFolder] }
        return plan
    }

    private mutating func planAuthority(_ assessment: Assessment) throws(OpenSSLFailure) -> (Authority, Bool) {
        let path = assessor.path(CertificateFolder.authorityCertificate)
        switch (assessment.authority, intent) {
        case (.sound(let authority), .prepare), (.sound(let authority), .renewLeaves):
            report(authority.certificate, "ca", at: assessor.authorityPath, .kept)
            return (authority, false)
        case (.absent, _):
            return (try makeAuthority(key: nil, .made), true)
        case (.keyOnly(let key), .prepare), (.keyOnly(let key), .renewLeaves):
            plan.diagnostics.append(.authorityCertificateMade(path))
            return (try makeAuthority(key: key, .made), true)
        case (.otherNames(_, let reason), .prepare), (.otherNames(_, let reason), .renewLeaves):
            return (try replaceAuthority(keyAside: false, assessment, reason), true)
        case (.sound, .renewAuthority), (.otherNames, .renewAuthority):
            return (try replaceAuthority(keyAside: false, assessment, "that was asked for"), true)
        case (.keyOnly, .renewAuthority), (.broken, _):
            return (try replaceAuthority(keyAside: true, assessment, "that was asked for"), true)
        }
    }

    /// The old certificate is kept to be found in trust stores; the old key only where the two were no sound pair of ours.
    private mutating func replaceAuthority(
        keyAside: Bool, _ assessment: Assessment, _ reason: String
    ) throws(OpenSSLFailure) -> Authority {
        var assessor = assessor
        assessor.entries = assessment.entries
        var aside: String?
        if assessment.entries.contains(CertificateFolder.authorityCertificate) {
            let change = assessor.setAside(CertificateFolder.authorityCertificate)
            if case .setAside(_, let name) = change { aside = name }
            asides.append(change)
        }
        if keyAside, assessment.entries.contains(CertificateFolder.authorityKey) {
            asides.append(assessor.setAside(CertificateFolder.authorityKey))
        }
        plan.diagnostics.append(
            .authorityReplaced(assessor.path(CertificateFolder.authorityCertificate), reason: reason, aside: aside))
        return try makeAuthority(key: nil, .renewed(reason))
    }

    private mutating func makeAuthority(
        key existing: PrivateKey?, _ action: CertificateReport.Action
    ) throws(OpenSSLFailure) -> Authority {
        let key = if let existing { existing } else { try PrivateKey.generate() }
        let authority = try Authority.make(
            key: key, constraints: assessor.constraints, pathLength: assessor.intermediate ? 1 : 0, now: assessor.now)
        if existing == nil { write(try key.pem(), CertificateFolder.authorityKey, mode: 0o600) }
        write(try authority.certificate.pem(), CertificateFolder.authorityCertificate, mode: 0o644)
        report(authority.certificate, "ca", CertificateFolder.authorityCertificate, action)
        return authority
    }

    /// - Returns: the authority that signs leaves, and whether it is a new one.
    private mutating func planIntermediate(
        _ assessment: Assessment, below root: Authority, rootIsNew: Bool
    ) throws(OpenSSLFailure) -> (Authority, Bool) {
        guard let condition = assessment.intermediate else { return (root, rootIsNew) }
        let (name, file) = (CertificateReport.intermediateName, CertificateFolder.intermediateCertificate)
        if case .sound(let authority) = condition, !rootIsNew {
            report(authority.certificate, name, file, .kept)
            return (authority, false)
        }
        var kept: PrivateKey?
        var action = CertificateReport.Action.made
        switch condition {
        case .sound(let authority):
            kept = authority.key
            action = .renewed("the authority is new")
        case .missing(let reason, let key, let asides):
            kept = key
            if let reason { action = .renewed(reason) }
            self.asides += asides
        case .unreadable: break
        }
        let key = if let kept { kept } else { try PrivateKey.generate() }
        if kept == nil { write(try key.pem(), CertificateFolder.intermediateKey, mode: 0o600) }
        let authority = try root.makeIntermediate(key: key, now: assessor.now)
        write(try authority.certificate.pem(), file, mode: 0o644)
        report(authority.certificate, name, file, action)
        return (authority, true)
    }

    private mutating func planLeaf(
        _ leaf: LeafCondition, _ authority: Authority, authorityIsNew: Bool
    ) throws(OpenSSLFailure) {
        let request = leaf.request
        let action: CertificateReport.Action
        switch leaf.finding {
        case .absent: action = .made
        case .due(let reason): action = .renewed(reason)
        case .sound, .unreadable:
            if intent == .prepare, !authorityIsNew, let certificate = leaf.certificate {
                report(certificate, request.name, request.certificateFile, .kept)
                return
            }
            action = .renewed(authorityIsNew ? "the authority is new" : "that was asked for")
        }
        let key = if let key = leaf.key { key } else { try PrivateKey.generate(request.key) }
        if leaf.key == nil { write(try key.pem(), request.keyFile, mode: 0o600) }
        let certificate = try authority.issue(
            key: key, label: request.label, names: request.names, usage: request.usage, days: request.days,
            now: assessor.now)
        write(try authority.pem(behind: certificate), request.certificateFile, mode: 0o644)
        asides += leaf.asides
        report(certificate, request.name, request.certificateFile, action)
    }

    private mutating func write(_ contents: [UInt8], _ name: String, mode: UInt32) {
        staged.append(.stage(name, contents, mode: mode))
        published.append(.publish(name))
    }

    private mutating func report(
        _ certificate: Certificate, _ name: String, _ file: String, _ action: CertificateReport.Action
    ) {
        report(certificate, name, at: assessor.path(file), action)
    }

    private mutating func report(
        _ certificate: Certificate, _ name: String, at path: String, _ action: CertificateReport.Action
    ) {
        plan.reports.append(CertificateReport(certificate, name: name, file: path, action: action))
    }
}
