/// What a stack file asks for, checked and with every default filled in.
package struct Stack: Sendable, Equatable {
    package var name: String
    /// The (first) stack file's absolute path.
    package var file: String
    /// The absolute paths of the files that change what the first one says, in their order.
    package var furtherFiles: [String]
    /// The absolute path of the folder that the first stack file is in; every other path has been resolved against it.
    package var directory: String
    package var authority: AuthoritySettings
    /// In the order of the file.
    package var certificates: [CertificateRequest]
    /// In the order of the file.
    package var services: [Service]
    /// What the file has besides those, and this run has not.
    package var absent: [AbsentService] = []
    /// In the order of the file.
    package var checks: [Check]
    /// What the file took from `.env`: never shown in a report, a log or a page.
    package var secrets: SecretMask

    package init(
        name: String, file: String, directory: String, authority: AuthoritySettings,
        certificates: [CertificateRequest] = [], services: [Service] = [], checks: [Check] = [],
        secrets: SecretMask = SecretMask(), furtherFiles: [String] = []
    ) {
        self.name = name
        self.file = file
        self.furtherFiles = furtherFiles
        self.directory = directory
        self.authority = authority
        self.certificates = certificates
        self.services = services
        self.checks = checks
        self.secrets = secrets
    }
}

extension Stack {
    /// Where logs, locks and records are kept: `.devstack` beside the stack file.
    package var stateDirectory: String { directory + "/.devstack" }
}
