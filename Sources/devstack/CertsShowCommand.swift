import ArgumentParser
import Reporting
import StackRunner

/// `devstack certs` without a further word.
struct CertsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the stack's authority and certificates, or renew them.",
        discussion: """
            Without an option nothing on disk is changed. A stack that is up serves a
            renewed certificate from the next handshake on, and no connection is dropped:
            after a renewal each port with TLS is asked what it serves. With --at it ends
            with status 3 when one is not valid then.

            EXAMPLES
              devstack certs
              devstack certs --at +60d           what will have expired then
              devstack certs --renew
              devstack certs --renew-authority   to be trusted anew by its clients
            """)

    @OptionGroup var stack: StackOptions

    @Flag(help: "Renew every certificate now; each keeps its key.")
    var renew = false

    @Flag(help: "Make a new authority, then every certificate.")
    var renewAuthority = false

    @Option(help: "How to show it: text, json (one document), or github (mistakes as annotations of GitHub Actions).")
    var format = OutputFormat.text

    @OptionGroup var judging: JudgingTimeOption

    func validate() throws {
        if judging.at != nil, renew || renewAuthority {
            throw ValidationError(
                "--at only judges, and a renewal goes by the clock: leave out --at or \(renew ? "--renew" : "--renew-authority")"
            )
        }
    }

    func run() async throws {
        let action: CertificatesRun.Action = renewAuthority ? .renewAuthority : renew ? .renew : .show
        try await finish(
            CertificatesRun(files: stack.file, action: action, format: format, judgingTime: judging.at).run())
    }
}
