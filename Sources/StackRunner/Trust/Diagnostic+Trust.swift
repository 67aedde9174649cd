internal import Diagnostics
import Glibc
import Linux
internal import StackModel
internal import Trust

/// Mistakes that have to do with making clients trust the authority.
extension Diagnostic {
    static func nothingToTrust(_ stackFile: String) -> Diagnostic {
        Diagnostic(
            warning: .nothingToTrust, "this stack has no certificates, and so no authority to trust",
            remedy: "Write them under `certificates:` in \(stackFile).")
    }

    static func unwritableBundle(_ folder: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unwritableBundle, "what clients are to trust could not be written in \(folder): \(error)",
            remedy: error.isOutOfRoom
                ? "Make room on the file system of \(folder)." : "Make \(folder) a folder that you may write to.")
    }

    static func anyName(_ file: String) -> Diagnostic {
        Diagnostic(
            .anyName,
            "the authority \(file) may certify any name: whoever has its key could pose as any site to this machine",
            remedy: "Leave `authority` to devstack, whose own can only certify local names, or write --any-name.")
    }

    static func underSudo(_ user: String) -> Diagnostic {
        Diagnostic(
            .underSudo,
            "this runs as root for \(user), so that the records and the browsers' databases would be root's",
            remedy: "Run it as \(user), without sudo: it asks sudo itself for the commands that need it.")
    }

    static func noHome() -> Diagnostic {
        Diagnostic(
            .noHome, "there is no place for the record of what is changed", remedy: "Set HOME to your home folder.")
    }

    static func notAgreed() -> Diagnostic {
        Diagnostic(
            .notAgreed, "nothing was changed, since there is no terminal on which to ask you",
            remedy: "Look at the commands above, and add --yes to have them run.")
    }

    static func noStore(_ obstacles: [String]) -> Diagnostic {
        Diagnostic(
            .noStore, "there is no store of that kind that devstack could change",
            remedy: obstacles.isEmpty
                ? "Use `devstack env`, which needs none." : "Install what is missing, or use `devstack env`.")
    }

    static func unreadableAuthority(_ file: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unreadableAuthority, "the authority \(file) cannot be read: \(error.reason)",
            remedy: "Make it readable for you.")
    }

    static func unchanged(_ title: String, _ failure: StoreFailure) -> Diagnostic {
        switch failure {
        case .command(let command, let end, let output):
            let notes = output.split(separator: "\n").suffix(8).map { Note(String($0)) }
            return Diagnostic(
                .failedCommand, "\(title) could not be changed: `\(command.text)` \(end)",
                remedy: "Put right what the command says, and run devstack again; what was done by then is recorded.",
                notes: notes)
        case .system(let error):
            let remedy =
                error.subject == "sudo"
                ? "Install sudo, or run the commands above as root." : "Put that right, and run devstack again."
            return Diagnostic(.failedSystem, "\(title) could not be changed: \(error)", remedy: remedy)
        case .withoutEffect:
            return Diagnostic(
                .withoutEffect, "every command succeeded, and yet \(title) is as before",
                remedy: "Look at its own tool's configuration; the record has been kept.")
        }
    }

    /// - Parameter titles: what the stores are called; not empty.
    static func stillTrusted(by titles: [String]) -> Diagnostic {
        Diagnostic(
            warning: .stillTrusted,
            "an earlier authority of this stack is still trusted by \(titles.joined(separator: ", "))",
            remedy: "Run `devstack certs trust` to have it replaced there, or `devstack certs untrust` to have it gone."
        )
    }

    static func unreadTruststore(_ path: String) -> Diagnostic {
        let copy = ShellText.line([
            "keytool", "-importkeystore", "-srckeystore", path, "-destkeystore", "truststore.p12", "-deststoretype",
            "PKCS12",
        ])
        return Diagnostic(
            warning: .unreadTruststore,
            "Java is not told to trust the authority: the certificates in \(path) cannot be read",
            remedy:
                "If its password is right, it may be encrypted in an old way (RC2 or 3DES), which OpenSSL no longer "
                + "reads. Make a copy by a Java of version 17 or later, with `\(copy)`, and name that.")
    }
}
