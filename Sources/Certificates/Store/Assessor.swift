internal import Diagnostics
import Glibc
internal import Linux

/// Judges the folder's files. Changes nothing.
struct Assessor {
    var directory: String
    var requests: [LeafRequest]
    var constraints: NameConstraints
    /// Seconds since 1970-01-01T00:00:00Z.
    var now: Double

    var diagnostics: [Diagnostic] = []
    var entries: Set<String> = []

    init(directory: String, requests: [LeafRequest], constraints: NameConstraints, now: Double) {
        self.directory = directory
        self.requests = requests
        self.constraints = constraints
        self.now = now
    }

    /// What there is before the folder has been made.
    static func ofNothing(_ requests: [LeafRequest]) -> Assessment {
        Assessment(
            authority: .absent, leaves: requests.map { LeafCondition(request: $0, finding: .absent) },
            diagnostics: [], entries: [], isTidy: false)
    }

    mutating func assess(_ folder: borrowing CertificateFolder) throws(SystemError) -> Assessment {
        entries = try folder.entries()
        diagnostics = []
        let isTidy = isTidy
        let authority = assessAuthority(in: folder)
        var leaves: [LeafCondition] = []
        for request in requests {
            leaves.append(assessLeaf(request, issuedBy: authority.certificate, in: folder))
        }
        return Assessment(
            authority: authority, leaves: leaves, diagnostics: diagnostics, entries: entries, isTidy: isTidy)
    }

    /// Every file that devstack writes and an interrupted run may have left staged.
    static func files(of requests: [LeafRequest]) -> [String] {
        [CertificateFolder.gitignore, CertificateFolder.authorityKey, CertificateFolder.authorityCertificate]
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
