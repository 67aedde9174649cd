internal import Diagnostics
import Glibc
import Linux
internal import Trust

extension TrustCode {
    /// What `devstack explain` says of each of them.
    static var explanations: [CodeExplanation] {
        allCases.map { code in
            CodeExplanation(
                code: code.rawValue, summary: code.summary, details: code.details,
                example: .init(diagnostics: [code.sample]))
        }
    }

    /// The diagnostic as it is reported, with names that stand for any.
    private var sample: Diagnostic {
        let database = "the NSS database /home/you/.pki/nssdb"
        return switch self {
        case .nothingToTrust: .nothingToTrust("devstack.yaml")
        case .unwritableBundle: .unwritableBundle(".devstack", SystemError("openat", "trust.p12", code: ENOSPC))
        case .anyName: .anyName("/home/you/ca.pem")
        case .underSudo: .underSudo("ada")
        case .noHome: .noHome()
        case .notAgreed: .notAgreed()
        case .noStore: .noStore([])
        case .unreadableAuthority: .unreadableAuthority("certs/ca.pem", SystemError("open", code: EACCES))
        case .failedCommand:
            .unchanged(
                database,
                .command(
                    StoreCommand(arguments: [
                        "certutil", "-D", "-d", "sql:/home/you/.pki/nssdb", "-n", "devstack-3715a5a84b66",
                    ]),
                    end: "ended with status 255", output: "certutil: could not open the database\n"))
        case .failedSystem: .unchanged(database, .system(SystemError("posix_spawn", "sudo", code: ENOENT)))
        case .withoutEffect: .unchanged(database, .withoutEffect(title: database))
        case .stillTrusted: .stillTrusted(by: [database])
        case .unreadTruststore: .unreadTruststore("/home/you/corp.p12")
        }
    }
}
