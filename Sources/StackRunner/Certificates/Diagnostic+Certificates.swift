internal import Diagnostics
import Linux
internal import StackModel

/// What goes wrong around certificates that are made for files of the user's choice, or served by a stack that is up.
extension Diagnostic {
    static func notInvokingUser(_ name: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .notInvokingUser, "devstack cannot go on as \(name), who called sudo: \(error)",
            remedy: "Run it without sudo: it needs no more rights than yours.")
    }

    static func noDataFolder() -> Diagnostic {
        Diagnostic(
            .noDataFolder,
            "nothing says where your data folder is: neither HOME nor XDG_DATA_HOME is an absolute path",
            remedy: "Set XDG_DATA_HOME to a folder of your own.")
    }

    static func keptFile(_ path: String, _ complaint: String) -> Diagnostic {
        Diagnostic(
            .keptFile, "\(path) is there, and \(complaint): it is left alone",
            remedy: "Move it away, or give another --name or --out.")
    }

    static func unreadableInput(_ path: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unreadableInput, "\(path) cannot be read: \(error.reason)",
            remedy: "Correct the path, or change its permissions.")
    }

    static func unwritableOutput(_ path: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unwritableOutput, "\(path) cannot be written: \(error.reason)",
            remedy: "Name a file in a folder that you may write to, and that has room.")
    }

    static func unknownCertificate(_ name: String?, known: [String]) -> Diagnostic {
        let list = known.isEmpty ? "none" : known.joined(separator: ", ")
        return Diagnostic(
            .unknownCertificate,
            name.map { "there is no certificate \($0) in this stack" } ?? "it is not said which certificate is meant",
            remedy: known.isEmpty ? "Write one under `certificates`." : "Name one of: \(list).")
    }

    static func silentPort(_ service: String, _ port: UInt16, at location: SourceLocation) -> Diagnostic {
        Diagnostic(
            .warning, RunCode.silentPort.rawValue,
            "the stack is up, and \(service) answers no TLS client on port \(port)", at: location,
            remedy: "See its log; the renewed certificate is on disk.")
    }

    static func refusedRenewal(
        _ service: String, _ port: UInt16, _ reason: String, at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            .error, RunCode.refusedRenewal.rawValue,
            "\(service) on port \(port) serves the renewed certificate, and a client refuses it: \(reason)",
            at: location, remedy: "Look at it with `openssl s_client -connect localhost:\(port)`.")
    }

    /// A program mostly reads its certificate when it starts; a built-in server looks at each handshake.
    static func staleCertificate(
        _ service: String, _ port: UInt16, serial: String, isBuiltIn: Bool, at location: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            isBuiltIn ? .error : .warning, RunCode.staleCertificate.rawValue,
            "\(service) on port \(port) still serves the certificate from before (serial \(serial))", at: location,
            remedy: isBuiltIn
                ? "Stop the stack and start it again."
                : "Have the program read its certificate again, or restart it; devstack cannot make it do so.")
    }
}
