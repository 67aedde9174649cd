/// What a stack file asks for, checked and with every default filled in.
package struct Stack: Sendable, Equatable {
    package var name: String
    /// The stack file's absolute path.
    package var file: String
    /// The absolute path of the folder that the stack file is in; every other path has been resolved against it.
    package var directory: String
    package var authority: AuthoritySettings
    /// In the order of the file.
    package var certificates: [CertificateRequest]
    /// In the order of the file.
    package var services: [Service]
    /// In the order of the file.
    package var checks: [Check]
    /// What the file took from `.env`: never shown in a report, a log or a page.
    package var secrets: SecretMask

    package init(
        name: String, file: String, directory: String, authority: AuthoritySettings,
        certificates: [CertificateRequest] = [], services: [Service] = [], checks: [Check] = [],
        secrets: SecretMask = SecretMask()
    ) {
        self.name = name
        self.file = file
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
