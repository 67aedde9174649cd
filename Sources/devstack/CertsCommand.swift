import ArgumentParser

/// What can be done to certificates, and asked of them; by itself it shows the stack's.
struct CertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certs",
        abstract: "Show, renew, issue, sign and export certificates.",
        discussion: """
            EXAMPLES
              devstack certs                     what there is, and until when
              devstack certs --renew             renew every certificate now
              devstack certs --renew-authority   a new authority, then new certificates
              devstack certs issue localhost     one without a stack file
              devstack certs trust               make this machine's programs trust the authority; untrust undoes it
            """,
        subcommands: [
            CertsShowCommand.self, CertsIssueCommand.self, CertsSignCommand.self, CertsExportCommand.self,
            CertsTrustCommand.self, CertsUntrustCommand.self,
        ],
        defaultSubcommand: CertsShowCommand.self)
}
