internal import Linux

/// What a Java program must be told to trust the authority: by a truststore, since Java reads neither PEM nor the
/// variables of other clients.
struct JavaTrust {
    static let file = "trust.p12"

    let environment: [String: String]
    let systemRoots: String
    let stateDirectory: String

    /// The value for `JAVA_TOOL_OPTIONS`, once its truststore is in place; `nil` where there is no Java, or where the
    /// roots that it has now cannot be read, so that they would be lost.
    func options(authority: [UInt8]) throws(SystemError) -> String? {
        guard let java = JavaInstallation.found(in: environment) else { return nil }
        let options = JavaToolOptions(environment[JavaToolOptions.variable] ?? "")
        let truststore = "\(stateDirectory)/\(Self.file)"
        let base = options.truststore == truststore ? options.truststoreBase : options.truststore
        guard let roots = roots(java, base, password: options.truststorePassword ?? "") else { return nil }
        let own = PEM.certificates(in: authority)
        try StateFile.write(
            PKCS12.truststore(roots.filter { !own.contains($0) } + own), as: Self.file, in: stateDirectory)
        return options.naming(truststore: truststore, base: base).text
    }

    /// The truststore that keeps Java from being told: its certificates cannot be read; `nil` where none does.
    var unread: String? {
        guard let java = JavaInstallation.found(in: environment) else { return nil }
        let options = JavaToolOptions(environment[JavaToolOptions.variable] ?? "")
        let base = options.truststore == "\(stateDirectory)/\(Self.file)" ? options.truststoreBase : options.truststore
        guard roots(java, base, password: options.truststorePassword ?? "") == nil else { return nil }
        return base ?? java.cacerts
    }

    private func roots(_ java: JavaInstallation, _ base: String?, password: String) -> [[UInt8]]? {
        if let base {
            // `NONE` means none, and a file that is not there is taken for an empty one (JSSE Reference Guide).
            guard base != "NONE", let bytes = try? WholeFile.read(base) else { return [] }
            return Truststore.certificates(in: bytes, password: password)
        }
        if let cacerts = java.cacerts, let bytes = try? WholeFile.read(cacerts) {
            return Truststore.certificates(in: bytes, password: JavaInstallation.password)
        }
        return PEM.certificates(in: (try? WholeFile.read(systemRoots)) ?? [])
    }
}
