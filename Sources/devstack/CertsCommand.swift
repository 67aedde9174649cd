import ArgumentParser

/// What can be done to certificates, and asked of them; by itself it shows the stack's.
struct CertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Show, renew, issue, sign and export certificates; judge and explain any chain.",
        discussion: """
            EXAMPLES
              devstack certs                     what there is, and until when
              devstack certs --at +60d           what will have expired then
              devstack certs --renew             renew every certificate now
              devstack certs --renew-authority   a new authority, then new certificates
              devstack certs issue localhost     one without a stack file
              devstack certs trust               make this machine's programs trust the authority
              devstack certs untrust             undo that
              devstack certs lint                what clients would say of them
              devstack certs explain HOST:PORT   why a client refuses a server
            """,
        subcommands: [
            CertsShowCommand.self, CertsIssueCommand.self, CertsSignCommand.self, CertsExportCommand.self,
            CertsTrustCommand.self, CertsUntrustCommand.self, CertsLintCommand.self, CertsExplainCommand.self,
        ],
        defaultSubcommand: CertsShowCommand.self)
}
