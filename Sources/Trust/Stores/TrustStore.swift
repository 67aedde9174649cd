import Glibc
internal import Linux
package import StackModel

/// One place where an authority can be made trusted, and what that takes.
package struct TrustStore: Sendable, Equatable {
    package let kind: StoreKind
    /// What identifies it on this machine: its folder or file.
    package let place: String
    /// What the user calls it: `the NSS database /home/me/.pki/nssdb`.
    package let title: String
    /// The files, and folders with all below, that a change may touch.
    let watched: [String]
    /// What makes it trust the authority.
    let additions: [StoreCommand]
    /// What makes it trust the authority no more, whatever else has changed in it.
    let removals: [StoreCommand]
    /// Where to look whether it does.
    let evidence: Evidence
    /// Succeeds when it has the authority under the name that `removals` takes out; without one, there is no other.
    var naming: [String]?

    enum Evidence: Equatable {
        /// The certificate is in one of these PEM files.
        case bundles([String])
        /// The command succeeds.
        case command([String])
        /// The certificate is in this truststore, opened by Java's usual password.
        case truststore(String)
    }

    /// What makes it trust the authority, in this order.
    package var commands: [StoreCommand] { additions }

    /// Whether it is devstack's own name under which it has the authority: Java's truststore gets what the system's store
    /// has, by a hook of the distribution's and under that hook's names.
    package var hasOwnName: Bool { naming.map { (try? ProgramRun($0))?.succeeded ?? false } ?? true }

    /// Whether it trusts the authority now.
    package func holds(_ anchor: TrustAnchor) -> Bool {
        switch evidence {
        case .bundles(let files):
            files.contains { file in
                (try? WholeFile.read(file)).map { PEM.certificates(in: $0).contains(anchor.der) } ?? false
            }
        case .command(let arguments): (try? ProgramRun(arguments))?.succeeded ?? false
        case .truststore(let file):
            (try? WholeFile.read(file)).flatMap { bytes in
                Truststore.certificates(in: bytes, password: JavaInstallation.password)
            }?.contains(anchor.der) ?? false
        }
    }
}
