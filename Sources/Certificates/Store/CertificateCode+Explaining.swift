package import Diagnostics
import Glibc
internal import Linux
internal import StackModel

extension CertificateCode {
    /// What `devstack explain` says of each of them.
    package static var explanations: [CodeExplanation] {
        allCases.map { code in
            CodeExplanation(
                code: code.rawValue, summary: code.summary, details: code.details,
                example: .init(diagnostics: [code.sample]))
        }
    }

    /// The diagnostic as the store makes it, of files that stand for any.
    private var sample: Diagnostic {
        let folder = "certs"
        let authority = "certs/ca.pem"
        let key = "certs/ca.key"
        let leaf = "certs/localhost.pem"
        let place = SourceLocation(file: "devstack.yaml", line: 2, column: 14, length: 9)
        func name(_ text: String) -> Located<String> { Located(text, at: place) }
        switch self {
        case .folderUnusable: return .folderUnusable(folder, SystemError("mkdir", folder, code: EACCES))
        case .unreadable: return .unreadable(SystemError("openat", "localhost.key", code: EACCES), in: folder)
        case .corruptAuthority: return .corruptAuthority(authority, "is not a certificate")
        case .authorityKeyMissing: return .authorityKeyMissing(key)
        case .authorityKeyMismatch: return .authorityKeyMismatch(key, authority)
        case .foreignAuthority: return .foreignAuthority(authority, subject: "CN=mkcert")
        case .authorityExpired: return .authorityExpired(authority, since: 1_795_392_000)
        case .authorityNotYetValid: return .authorityNotYetValid(authority, from: 1_795_392_000, now: 0)
        case .authorityEndsSoon: return .authorityEndsSoon(authority, left: 20 * 86_400)
        case .authorityReplaced: return .authorityReplaced(authority, reason: "permit has changed", aside: nil)
        case .malformedName: return .malformedName("my_host!", at: place)
        case .nameNotPermitted:
            return .nameNotPermitted(
                "app.corp.example", .dns("app.corp.example"), by: AuthoritySettings(directory: folder), at: place)
        case .malformedPermit: return .malformedPermit(name("*.corp"))
        case .foreignFolder: return .foreignFolder(folder, owner: 1000, user: 0)
        case .unwritable: return .unwritable(SystemError("write", "localhost.pem.new", code: ENOSPC), in: folder)
        case .authorityCertificateMade: return .authorityCertificateMade(authority)
        case .keyOpenToOthers: return .keyOpenToOthers(key)
        case .openSSL: return .openSSL(OpenSSLFailure("EVP_PKEY_generate"))
        case .notMade: return .notMade(leaf)
        case .untidy: return .untidy(SystemError("openat", ".gitignore", code: EROFS), in: folder)
        case .certificateWithoutNames:
            return .certificateWithoutNames(CertificateRequest(name: name("localhost"), names: []))
        case .due: return .due(leaf, reason: "it expires in 12 days")
        case .existingAuthorityUnusable:
            return .existingAuthorityUnusable("company/ca.key", "is not the key of company/ca.pem")
        case .existingAuthorityStays: return .existingAuthorityStays("company/ca.pem")
        case .unusableRequest: return .unusableRequest("app.csr")
        case .weakRequest: return .weakRequest("app.csr", "a 1024-bit RSA key")
        case .requestWithoutNames: return .requestWithoutNames("app.csr")
        case .noPair: return .noPair("localhost")
        case .folderBusy: return .folderBusy(folder)
        case .defectNotMade:
            return .defectByAnother(
                .expired, LeafRequest(CertificateRequest(name: name("localhost"), names: []), names: []))
        }
    }
}
