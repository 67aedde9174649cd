import ArgumentParser
import StackRunner

/// `devstack certs` without a further word.
struct CertsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the stack's authority and certificates, or renew them.",
        discussion: """
            Without an option nothing on disk is changed. A stack that is up serves a renewed certificate from the next
            handshake on, and no connection is dropped.

            EXAMPLES
              devstack certs
              devstack certs --renew
              devstack certs --renew-authority   a new authority: whoever trusted the old one must trust it again
            """)

    @OptionGroup var stack: StackOptions

    @Flag(help: "Renew every certificate now; each keeps its key.")
    var renew = false

    @Flag(help: "Make a new authority, then every certificate.")
    var renewAuthority = false

    func run() async throws {
        let action: CertificatesRun.Action = renewAuthority ? .renewAuthority : renew ? .renew : .show
        try finish(CertificatesRun(file: stack.file, action: action).run())
    }
}
