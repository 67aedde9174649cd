import Diagnostics
import Glibc
import Linux
internal import Trust

/// Mistakes that have to do with making clients trust the authority.
extension Diagnostic {
    static func nothingToTrust(_ stackFile: String) -> Diagnostic {
        Diagnostic(
            .warning, "T001", "this stack has no certificates, and so no authority to trust",
            remedy: "Write them under `certificates:` in \(stackFile).")
    }

    static func bundlesUnwritable(_ folder: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            "T002", "what clients are to trust could not be written in \(folder): \(error)",
            remedy: [ENOSPC, EDQUOT].contains(error.code)
                ? "Make room on the file system of \(folder)." : "Make \(folder) a folder that you may write to.")
    }

    static func unconstrained(_ file: String) -> Diagnostic {
        Diagnostic(
            "T003",
            "the authority \(file) may certify any name: whoever has its key could pose as any site to this machine",
            remedy: "Leave `authority` to devstack, whose own can only certify local names, or write --any-name.")
    }

    static func underSudo(_ user: String) -> Diagnostic {
        Diagnostic(
            "T004", "this runs as root for \(user), so that the records and the browsers' databases would be root's",
            remedy: "Run it as \(user), without sudo: it asks sudo itself for the commands that need it.")
    }

    static func noHome() -> Diagnostic {
        Diagnostic(
            "T005", "there is no place for the record of what is changed", remedy: "Set HOME to your home folder.")
    }

    static func notAgreed() -> Diagnostic {
        Diagnostic(
            "T006", "nothing was changed, since there is no terminal on which to ask you",
            remedy: "Look at the commands above, and add --yes to have them run.")
    }

    static func noStore(_ obstacles: [String]) -> Diagnostic {
        Diagnostic(
            "T007", "there is no store of that kind that devstack could change",
            remedy: obstacles.isEmpty
                ? "Use `devstack env`, which needs none." : "Install what is missing, or use `devstack env`.")
    }

    static func authorityUnreadable(_ file: String, _ error: SystemError) -> Diagnostic {
        Diagnostic("T008", "the authority \(file) cannot be read: \(error.reason)", remedy: "Make it readable for you.")
    }

    static func storeUnchanged(_ title: String, _ failure: StoreFailure) -> Diagnostic {
        switch failure {
        case .command(let command, let end, let output):
            let notes = output.split(separator: "\n").suffix(8).map { Note(String($0)) }
            return Diagnostic(
                "T009", "\(title) could not be changed: `\(command.text)` \(end)",
                remedy: "Put right what the command says, and run devstack again; what was done by then is recorded.",
                notes: notes)
        case .system(let error):
            let remedy =
                error.subject == "sudo"
                ? "Install sudo, or run the commands above as root." : "Put that right, and run devstack again."
            return Diagnostic("T010", "\(title) could not be changed: \(error)", remedy: remedy)
        case .withoutEffect:
            return Diagnostic(
                "T011", "every command succeeded, and yet \(title) is as before",
                remedy: "Look at its own tool's configuration; the record has been kept.")
        }
    }

    /// Where the authority that a new one has replaced is still trusted; `nil` when nothing is known of that.
    static func stillTrusted(insteadOf file: String, label: String, _ records: [TrustRecord]) -> Diagnostic? {
        let titles = records.filter { $0.authorityFile == file && $0.label != label }.flatMap(\.titles)
        guard !titles.isEmpty else { return nil }
        return Diagnostic(
            .warning, "T012",
            "an earlier authority of this stack is still trusted by \(titles.joined(separator: ", "))",
            remedy: "Run `devstack certs trust` to have it replaced there, or `devstack certs untrust` to have it gone."
        )
    }
}
