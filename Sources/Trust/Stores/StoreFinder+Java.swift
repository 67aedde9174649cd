import Glibc

extension StoreFinder {
    /// The roots of each Java runtime; one that several share stands once.
    func findTruststores(_ stores: inout [TrustStore], _ obstacles: inout [String]) {
        var installations = JavaInstallation.found(in: environment).map { [$0] } ?? []
        let machines = "\(root)/usr/lib/jvm"
        installations += names(in: machines).compactMap { RealPath.of("\(machines)/\($0)") }.map(JavaInstallation.init)
        var seen: Set<String> = []
        for installation in installations {
            guard let cacerts = installation.cacerts, !seen.contains(cacerts) else { continue }
            guard let keytool = installation.keytool else { continue }
            seen.insert(cacerts)
            stores.append(truststore(cacerts, keytool))
        }
        if stores.allSatisfy({ $0.kind != .java }) {
            obstacles.append("there is no Java with a keytool in JAVA_HOME, PATH or \(machines)")
        }
    }

    private func truststore(_ cacerts: String, _ keytool: String) -> TrustStore {
        let place = ["-keystore", cacerts, "-storepass", JavaInstallation.password]
        return TrustStore(
            kind: .java, place: cacerts, title: "Java's truststore \(cacerts)", watched: [cacerts],
            additions: [
                command(
                    [keytool, "-importcert", "-noprompt", "-alias", anchor.label, "-file", certificateFile] + place,
                    writing: cacerts)
            ],
            removals: [command([keytool, "-delete", "-noprompt", "-alias", anchor.label] + place, writing: cacerts)],
            evidence: .truststore(cacerts), naming: [keytool, "-list", "-alias", anchor.label] + place)
    }
}
