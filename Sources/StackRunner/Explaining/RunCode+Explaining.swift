internal import Diagnostics
import Glibc
import Linux
import StackFile
import Supervision

extension RunCode {
    /// What `devstack explain` says of each of them.
    static var explanations: [CodeExplanation] {
        allCases.map { code in
            CodeExplanation(
                code: code.rawValue, summary: code.summary, details: code.details,
                example: .init(diagnostics: [code.sample]))
        }
    }

    private static let place = SourceLocation(file: "devstack.yaml", line: 5, column: 3, length: 4)

    /// The diagnostic as it is reported, with names that stand for any.
    private var sample: Diagnostic {
        switch self {
        case .noCurrentFolder: .noCurrentFolder()
        case .noStackFile: .noStackFile(in: "/home/you/birds")
        case .unknownCheck:
            .unknownCheck("the moto", remedy: CheckSelection.remedy(for: "the moto", ["the motto", "a missing page"]))
        case .unwritableReport: .unwritableReport("out/report.xml", SystemError("open", "out", code: EACCES))
        case .outputLost: .outputLost(ENOSPC)
        case .stackFileExists: .stackFileExists("devstack.yaml")
        case .unwritableStart: .unwritableStart("devstack.yaml", SystemError("openat", "devstack.yaml", code: EROFS))
        case .unknownCode: .unknownCode("E03O", nearest: MistakeCode.unknownKey.rawValue)
        case .notInvokingUser: .notInvokingUser("ada", SystemError("setuid", "ada", code: EAGAIN))
        case .noDataFolder: .noDataFolder()
        case .keptFile: .keptFile("app.test.pem", "is not a certificate that devstack made")
        case .unreadableInput: .unreadableInput("app.csr", SystemError("open", "app.csr", code: ENOENT))
        case .unwritableOutput: .unwritableOutput("certs/app.pem", SystemError("open", "certs", code: ENOENT))
        case .unknownCertificate: .unknownCertificate("app", known: ["localhost", "api"])
        case .silentPort: .silentPort("site", 1443, at: Self.place)
        case .refusedRenewal:
            .refusedRenewal("site", 1443, "certificate is not yet valid (9)", at: Self.place)
        case .staleCertificate:
            .staleCertificate("api", 8443, serial: "5a1f", isBuiltIn: false, at: Self.place)
        case .unreadableChain: .unreadableChain("server.pem", SystemError("open", "server.pem", code: ENOENT))
        case .noCertificate: .noCertificate(in: "server.key")
        case .silentServer:
            .silentServer(
                "localhost:8000", "not_tls: wrong version number (267)", remedy: "ask for http://localhost:8000/")
        case .unknownService: .unknownService("brids", known: ["birds", "site"])
        case .unknownProfile: .unknownProfile("debgu", known: ["debug"])
        case .unreachableStack:
            .unreachableStack("this stack is not up", remedy: "Start it with `devstack up --detach`.")
        case .unreadableLogs: .unreadableLogs(".devstack/logs", SystemError("read", ".devstack/logs", code: EACCES))
        case .endedStart: .endedStart(by: 9)
        case .refusedStart: .refusedStart(.alreadyRun(by: "4711"))
        case .failedStart: .failedStart(SystemError("fork", code: EAGAIN))
        case .unknownListeners: .unknownListeners(SystemError("socket", "NETLINK_SOCK_DIAG", code: EACCES))
        }
    }
}
