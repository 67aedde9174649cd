import Glibc
package import Linux
package import StackModel

/// The environment that makes common clients trust the local authority without installing it.
///
/// `SSL_CERT_FILE`, `REQUESTS_CA_BUNDLE`, `CURL_CA_BUNDLE` and `GIT_SSL_CAINFO` replace what a client trusts, so each
/// names a bundle of what the user's own variable of that name held, else the system's roots, and this authority.
/// `NODE_EXTRA_CA_CERTS` adds to it: it names the authority alone, or with what the user's own variable held.
/// `DEVSTACK_CA_FILE` names the authority alone. Where there is a Java, `JAVA_TOOL_OPTIONS` names a truststore of its
/// own roots and this authority.
package struct ClientTrust: Sendable {
    static let replacing = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"]
    static let adding = "NODE_EXTRA_CA_CERTS"

    /// The authority's own file.
    let authorityFile: String
    /// Where the bundles are written: the stack's state folder.
    let stateDirectory: String
    let systemRoots: SystemRoots

    package init(authorityFile: String, stateDirectory: String) {
        self.init(authorityFile: authorityFile, stateDirectory: stateDirectory, systemRoots: SystemRoots())
    }

    init(authorityFile: String, stateDirectory: String, systemRoots: SystemRoots) {
        self.authorityFile = authorityFile
        self.stateDirectory = stateDirectory
        self.systemRoots = systemRoots
    }

    /// Writes the bundles that are missing or out of date, and gives the variables.
    ///
    /// In an environment that has these variables already, the variables are the same: nothing grows.
    ///
    /// - Throws: `SystemError` when the authority cannot be read or a bundle cannot be written.
    package func variables(environment: [String: String]) throws(SystemError) -> [EnvironmentVariable] {
        let bundles = TrustBundles(authority: try WholeFile.read(authorityFile), folder: stateDirectory)
        let environment = environment.filter { !$0.value.isEmpty }
        var made: [String: String] = [:]
        var variables: [EnvironmentVariable] = []
        for name in Self.replacing {
            let own = environment[name] ?? systemRoots.file
            let file = if let file = made[own] { file } else { try bundles.write(bundles.bundle(over: own)) }
            made[own] = file
            variables.append(EnvironmentVariable(name, file))
        }
        variables.append(EnvironmentVariable(Self.adding, try extraAuthorities(environment, bundles)))
        variables.append(EnvironmentVariable("DEVSTACK_CA_FILE", authorityFile))
        let java = JavaTrust(environment: environment, systemRoots: systemRoots.file, stateDirectory: stateDirectory)
        if let options = try java.options(authority: bundles.authority) {
            variables.append(EnvironmentVariable(JavaToolOptions.variable, options))
        }
        return variables
    }

    /// The user's or Java's own truststore that devstack cannot read, so that there is no `JAVA_TOOL_OPTIONS` among the
    /// variables: one that would take its place would lose its roots.
    package func unreadTruststore(environment: [String: String]) -> String? {
        let environment = environment.filter { !$0.value.isEmpty }
        return JavaTrust(environment: environment, systemRoots: systemRoots.file, stateDirectory: stateDirectory).unread
    }

    private func extraAuthorities(
        _ environment: [String: String], _ bundles: TrustBundles
    ) throws(SystemError) -> String {
        guard let own = environment[Self.adding] else { return authorityFile }
        let bundle = bundles.bundle(over: own)
        return bundle == TrustBundle(base: authorityFile) ? authorityFile : try bundles.write(bundle)
    }

    /// The variables that a child gets: those of its own entry in the stack file win, but its `JAVA_TOOL_OPTIONS` leave
    /// the truststore in place unless they name one.
    package static func joined(
        _ trust: [EnvironmentVariable], _ own: [EnvironmentVariable]
    ) -> [EnvironmentVariable] {
        guard let ours = trust.first(where: { $0.name == JavaToolOptions.variable }) else { return trust + own }
        return trust
            + own.map { variable in
                guard variable.name == JavaToolOptions.variable else { return variable }
                let (options, given) = (JavaToolOptions(variable.value), JavaToolOptions(ours.value))
                guard options.truststore == nil, let truststore = given.truststore else { return variable }
                let merged = options.naming(truststore: truststore, base: given.truststoreBase)
                return EnvironmentVariable(variable.name, merged.text)
            }
    }
}
