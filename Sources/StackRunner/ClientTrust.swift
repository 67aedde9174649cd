import Glibc
import Linux
internal import StackModel

/// The environment that makes common clients trust the local authority without installing it.
///
/// `SSL_CERT_FILE`, `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE` and `GIT_SSL_CAINFO` replace what a client trusts, so each
/// names a bundle of what the user's own variable of that name held, else the system's roots, and this authority.
/// `NODE_EXTRA_CA_CERTS` and `DEVSTACK_CA_FILE` add to it, and name the authority alone.
struct ClientTrust {
    static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"
    static let replacing = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"]

    /// The authority's own file.
    let authorityFile: String
    /// Where the bundles are written: the stack's state folder.
    let stateDirectory: String

    /// Writes the bundles that are missing or out of date, and gives the variables.
    ///
    /// - Throws: `SystemError` when a bundle cannot be written.
    func variables(environment: [String: String]) throws(SystemError) -> [EnvironmentVariable] {
        var bundles: [String: String] = [:]
        var variables: [EnvironmentVariable] = []
        for name in Self.replacing {
            let base = environment[name].flatMap { $0.isEmpty ? nil : $0 } ?? Self.systemBundle
            if bundles[base] == nil {
                let file = "trust-\(bundles.count).pem"
                try write(base: base, as: file)
                bundles[base] = "\(stateDirectory)/\(file)"
            }
            variables.append(EnvironmentVariable(name, bundles[base] ?? authorityFile))
        }
        for name in ["NODE_EXTRA_CA_CERTS", "DEVSTACK_CA_FILE"] {
            variables.append(EnvironmentVariable(name, authorityFile))
        }
        return variables
    }

    private func write(base: String, as name: String) throws(SystemError) {
        let authority = try WholeFile.read(authorityFile)
        // A bundle that the user named and that is gone is the client's own mistake to tell; ours is added all the same.
        var bytes = (try? WholeFile.read(base)) ?? []
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        bytes += authority
        if let present = try? WholeFile.read("\(stateDirectory)/\(name)"), present == bytes { return }
        let folder = open(stateDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SystemError("open", stateDirectory) }
        defer { close(folder) }
        try DurableFile.write(bytes, as: name, in: folder, mode: 0o644)
    }
}
