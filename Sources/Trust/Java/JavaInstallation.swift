import Glibc

/// A Java runtime on this machine.
struct JavaInstallation: Hashable {
    /// What every vendor's `cacerts` has as its password.
    static let password = "changeit"

    /// Its folder, without symbolic links: `/usr/lib/jvm/java-17-openjdk-amd64`.
    let home: String

    /// The one that `java` stands for: that of `JAVA_HOME`, else the first in `PATH`.
    static func found(in environment: [String: String]) -> JavaInstallation? {
        if let home = environment["JAVA_HOME"], !home.isEmpty, access("\(home)/bin/java", X_OK) == 0 {
            return JavaInstallation(home: RealPath.of(home) ?? home)
        }
        guard let java = SearchPath(environment["PATH"]).program("java") else { return nil }
        let real = RealPath.of(java) ?? java
        return JavaInstallation(home: real.hasSuffix("/bin/java") ? String(real.dropLast("/bin/java".count)) : real)
    }

    /// Its own roots: `jssecacerts` before `cacerts` (JSSE Reference Guide), in Java 8 below `jre`; the path without symbolic links.
    var cacerts: String? {
        for folder in ["lib/security", "jre/lib/security"] {
            for name in ["jssecacerts", "cacerts"] {
                if let path = RealPath.of("\(home)/\(folder)/\(name)") { return path }
            }
        }
        return nil
    }

    var keytool: String? {
        ["bin/keytool", "jre/bin/keytool"].map { "\(home)/\($0)" }.first { access($0, X_OK) == 0 }
    }
}
