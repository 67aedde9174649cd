internal import Linux

/// What an interrupted run left is finished or removed, and the folder hidden from git. The caller holds the lock.
struct Tidying {
    private static let ignoreEverything = Array("*\n!.gitignore\n".utf8)

    var requests: [LeafRequest]

    /// - Returns: the files that have been made, to be synced with what follows.
    @discardableResult
    func tidy(_ folder: borrowing CertificateFolder) throws(SystemError) -> [String] {
        let entries = try folder.entries()
        var placed: [String] = []
        // First of all, so that no key is ever seen by git.
        if !entries.contains(CertificateFolder.gitignore) {
            try folder.place(CertificateFolder.gitignore, Self.ignoreEverything)
            placed.append(CertificateFolder.gitignore)
        }
        try finish(CertificateFolder.authorityCertificate, CertificateFolder.authorityKey, in: folder, entries)
        try finish(CertificateFolder.intermediateCertificate, CertificateFolder.intermediateKey, in: folder, entries)
        for request in requests {
            try finish(request.certificateFile, request.keyFile, in: folder, entries)
        }
        for name in Assessor.files(of: requests) where entries.contains(DurableFile.stagedName(of: name)) {
            try folder.perform(.discard(name))
        }
        return placed
    }

    /// Publishes a staged certificate whose key has been published already: the run ended between the two.
    private func finish(
        _ certificateFile: String, _ keyFile: String, in folder: borrowing CertificateFolder, _ entries: Set<String>
    ) throws(SystemError) {
        let stagedFile = DurableFile.stagedName(of: certificateFile)
        guard entries.contains(stagedFile),
            let keyBytes = read(keyFile, in: folder), let key = PrivateKey(pem: keyBytes),
            let staged = certificate(stagedFile, in: folder), staged.matches(key)
        else { return }
        if let present = certificate(certificateFile, in: folder), present.matches(key) { return }
        try folder.perform(.publish(certificateFile))
        try folder.perform(.syncFolder)
    }

    private func certificate(_ name: String, in folder: borrowing CertificateFolder) -> Certificate? {
        read(name, in: folder).flatMap(Certificate.chain(pem:))?.first
    }

    /// What cannot be read is left for the assessment to complain of.
    private func read(_ name: String, in folder: borrowing CertificateFolder) -> [UInt8]? {
        do throws(SystemError) { return try folder.read(name)?.bytes } catch { return nil }
    }
}
