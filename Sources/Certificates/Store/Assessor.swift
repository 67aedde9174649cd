internal import Diagnostics
import Glibc
internal import Linux
internal import StackModel

/// Judges the folder's files. Changes nothing.
struct Assessor {
    var directory: String
    var source: AuthoritySettings.Source = .own
    /// Whether an intermediate authority signs the leaves.
    var intermediate = false
    var requests: [LeafRequest]
    var constraints: NameConstraints
    /// Whether the authority keeps what it may certify already, and `constraints` only adds to it.
    var keepsPermitted = false
    /// Seconds since 1970-01-01T00:00:00Z.
    var now: Double

    var diagnostics: [Diagnostic] = []
    var entries: Set<String> = []

    init(settings: AuthoritySettings, requests: [LeafRequest], constraints: NameConstraints, now: Double) {
        directory = settings.directory
        source = settings.source
        intermediate = settings.intermediate
        keepsPermitted = settings.isOfUser
        self.requests = requests
        self.constraints = constraints
        self.now = now
    }

    /// What there is before the folder has been made.
    mutating func assessNothing() -> Assessment {
        Assessment(
            authority: existing() ?? .absent,
            intermediate: intermediate ? .missing(reason: nil, key: nil, asides: []) : nil,
            leaves: requests.map { LeafCondition(request: $0, finding: .absent) },
            diagnostics: diagnostics, entries: [], isTidy: false)
    }

    /// The authority that somebody else made, if the stack has such a one.
    mutating func existing() -> AuthorityCondition? {
        guard case .existing(let certificate, let key) = source else { return nil }
        return assessExisting(certificatePath: certificate, keyPath: key)
    }

    /// Where the authority's certificate is.
    var authorityPath: String {
        if case .existing(let certificate, _) = source {
            certificate
        } else {
            path(CertificateFolder.authorityCertificate)
        }
    }

    mutating func assess(_ folder: borrowing CertificateFolder) throws(SystemError) -> Assessment {
        entries = try folder.entries()
        diagnostics = []
        let isTidy = isTidy
        let authority = existing() ?? assessAuthority(in: folder)
        var issuer = authority.issuer
        var intermediateCondition: IntermediateCondition?
        if intermediate {
            var root: Authority?
            if case .sound(let authority) = authority { root = authority }
            let condition = assessIntermediate(below: root, in: folder)
            if case .sound(let authority) = condition { issuer = Issuer(authority) } else { issuer = nil }
            intermediateCondition = condition
        }
        var leaves: [LeafCondition] = []
        for request in requests {
            leaves.append(assessLeaf(request, issuedBy: issuer, in: folder))
        }
        return Assessment(
            authority: authority, intermediate: intermediateCondition, leaves: leaves, diagnostics: diagnostics,
            entries: entries, isTidy: isTidy)
    }

    /// Every file that devstack writes and an interrupted run may have left staged.
    static func files(of requests: [LeafRequest]) -> [String] {
        [
            CertificateFolder.gitignore, CertificateFolder.authorityKey, CertificateFolder.authorityCertificate,
            CertificateFolder.intermediateKey, CertificateFolder.intermediateCertificate,
        ]
            + requests.flatMap { [$0.keyFile, $0.certificateFile] }
    }

    private var isTidy: Bool {
        entries.contains(CertificateFolder.gitignore)
            && Self.files(of: requests).allSatisfy { !entries.contains(DurableFile.stagedName(of: $0)) }
    }

    func path(_ name: String) -> String { directory + "/" + name }

    /// A key file; says so when others may read it.
    mutating func readKey(_ name: String, in folder: borrowing CertificateFolder) throws(SystemError) -> [UInt8]? {
        guard let file = try folder.read(name) else { return nil }
        if file.isOpenToOthers { diagnostics.append(.keyOpenToOthers(path(name))) }
        return file.bytes
    }

    /// A name for a file to be kept under: `NAME.old`, or the first of `NAME.old.2` and so on that is free.
    mutating func setAside(_ name: String) -> FolderChange {
        var aside = name + ".old"
        var number = 2
        while !entries.insert(aside).inserted {
            aside = "\(name).old.\(number)"
            number += 1
        }
        return .setAside(name, as: aside)
    }
}
