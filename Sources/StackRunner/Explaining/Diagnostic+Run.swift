internal import Diagnostics
import Linux
import Supervision

extension Diagnostic {
    static func noCurrentFolder() -> Diagnostic {
        Diagnostic(
            .noCurrentFolder, "the current folder cannot be read: it was removed, or is not yours",
            remedy: "Go to the stack's folder again, or name the stack file with --file PATH.")
    }

    static func noStackFile(in folder: String) -> Diagnostic {
        Diagnostic(
            .noStackFile, "no devstack.yaml in \(folder) or in any folder above it",
            remedy: "Name the stack file with --file PATH, go to its folder, or write a new one with `devstack init`.")
    }

    static func endedStart(by signal: Int32) -> Diagnostic {
        Diagnostic(
            .endedStart, "devstack was ended by signal \(signal) before the stack was up",
            remedy: "See `dmesg` for one that was killed for want of memory, and start it again.")
    }

    static func unreachableStack(_ message: String, remedy: String?) -> Diagnostic {
        Diagnostic(.unreachableStack, message, remedy: remedy)
    }

    static func unknownService(_ name: String, known: [String]) -> Diagnostic {
        Diagnostic(
            .unknownService, "no service is called \"\(name)\"", remedy: choice(for: name, known, of: "services"))
    }

    static func unreadableLogs(_ folder: String, _ error: any Error) -> Diagnostic {
        let reason = (error as? SystemError)?.reason ?? "\(error)"
        return Diagnostic(
            .unreadableLogs, "the logs in \(folder) cannot be read: \(reason)",
            remedy: "Ask as the user who started the stack.")
    }

    static func unknownProfile(_ name: String, known: [String]) -> Diagnostic {
        Diagnostic(
            .unknownProfile, "no service has the profile \"\(name)\"", remedy: choice(for: name, known, of: "profiles"))
    }

    private static func choice(for unknown: String, _ known: [String], of kind: String) -> String {
        if known.isEmpty { return "This stack file has no \(kind)." }
        if let near = Spelling.nearest(to: unknown, in: known) { return "Did you mean \"\(near)\"?" }
        return "Choose from: " + known.prefix(10).joined(separator: ", ") + (known.count > 10 ? ", and others." : ".")
    }

    static func unknownCheck(_ name: String, remedy: String) -> Diagnostic {
        Diagnostic(.unknownCheck, "no check is called \"\(name)\"", remedy: remedy)
    }

    static func unwritableReport(_ path: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unwritableReport, "the report \(path) cannot be written: \(error.reason)",
            remedy: "Name a file in a folder that you may write to.")
    }

    static func outputLost(_ code: Int32) -> Diagnostic {
        Diagnostic(
            .outputLost,
            "what was to be said could not be written: \(SystemError("write", "standard output", code: code))",
            remedy: "Send the output elsewhere, or make room where it goes.")
    }

    static func stackFileExists(_ name: String) -> Diagnostic {
        Diagnostic(
            .stackFileExists, "there is a \(name) here already, and it is left as it is",
            remedy: "Move it away first, or run `devstack init` in another folder.")
    }

    static func unwritableStart(_ path: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unwritableStart, "\(path) cannot be written: \(error.reason)",
            remedy: "Make the folder writable for you, or run `devstack init` in another one.")
    }

    static func unknownCode(_ text: String, nearest: String?) -> Diagnostic {
        Diagnostic(
            .unknownCode, "no message has the code \(text)",
            remedy: (nearest.map { "Did you mean \($0)? " } ?? "")
                + "`devstack explain` lists every code.")
    }

    static func unreadableChain(_ path: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unreadableChain, "\(path) cannot be read: \(error.reason)",
            remedy:
                "Name a PEM file, or a port as HOST:PORT; the stack's own certificates are made by `devstack check`.")
    }

    static func noCertificate(in path: String) -> Diagnostic {
        Diagnostic(
            .noCertificate, "\(path) holds no certificate in PEM, or one that cannot be read",
            remedy: "Name a file that begins with -----BEGIN CERTIFICATE-----, or a port as HOST:PORT.")
    }

    static func silentServer(_ target: String, _ reason: String, remedy: String?) -> Diagnostic {
        Diagnostic(
            .silentServer, "no certificate came from \(target): \(PrintableText.escaped(reason))",
            remedy: remedy.map {
                $0.hasPrefix("curl ") ? "Run `\($0)`." : $0.prefix(1).uppercased() + $0.dropFirst() + "."
            })
    }

    static func refusedStart(_ problem: SupervisionProblem) -> Diagnostic {
        Diagnostic(.refusedStart, problem.message, remedy: problem.remedy)
    }

    static func failedStart(_ error: any Error) -> Diagnostic {
        Diagnostic(
            .failedStart, "the stack could not be started: \(error)",
            remedy: (error as? SystemError)?.isOutOfRoom == true
                ? "Free some room on that disk."
                : "Put right what the system says; its limits are shown by `ulimit -a`.")
    }

    static func unknownListeners(_ error: SystemError) -> Diagnostic {
        Diagnostic(
            .unknownListeners, "the kernel does not say who listens on which port: \(error)",
            remedy: "Run it where netlink sockets are allowed: outside the sandbox, or with another seccomp profile.")
    }
}
