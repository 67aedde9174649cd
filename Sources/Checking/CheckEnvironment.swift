package import StackModel

/// What checks need to know of the stack that they are made against.
package struct CheckEnvironment: Sendable {
    /// Runs a program for at most this long. Ended early, with all that it started, when the task is cancelled.
    package typealias CommandRunner = @Sendable (CommandSpecification, Duration) async -> CommandOutcome

    /// The certificate of the stack's authority as PEM; `nil` of a stack without certificates.
    package var authorityPEM: [UInt8]?
    /// What failures of TLS are explained by; `nil` of a stack without certificates.
    package var certificates: StackCertificates?
    /// The names in the stack's certificates, wildcards (`*.api.test`) among them.
    package var localNames: Set<String>
    /// The domains that `permit` adds: on a port of the stack, what is below them is this stack's.
    package var localDomains: [String]
    /// The IP addresses that the service on this port listens on; empty where there is none or none is known.
    package var addresses: @Sendable (UInt16) -> [String]
    /// What the environment of a command holds beyond its own variables, which win.
    package var childEnvironment: [EnvironmentVariable]
    /// Reads the stack's certificate of this name as it is now.
    package var identity: @Sendable (String) throws -> ClientIdentity
    /// The name of the certificate that a probe of readiness shows to a service that asks for one; `nil` for none.
    package var probeCertificate: String?
    package var commandRunner: CommandRunner
    /// When checks judge certificates, if not at the moment itself; probes go by the clock.
    package var judgingTime: JudgingTime?
    /// What is never to be shown.
    package var secrets: SecretMask

    package init(
        authorityPEM: [UInt8]? = nil, certificates: StackCertificates? = nil, localNames: Set<String> = [],
        localDomains: [String] = [],
        addresses: @escaping @Sendable (UInt16) -> [String] = { _ in [] },
        childEnvironment: [EnvironmentVariable] = [],
        identity: @escaping @Sendable (String) throws -> ClientIdentity = CheckEnvironment.noIdentity,
        probeCertificate: String? = nil, commandRunner: @escaping CommandRunner,
        judgingTime: JudgingTime? = nil, secrets: SecretMask = SecretMask()
    ) {
        self.authorityPEM = authorityPEM
        self.certificates = certificates
        self.localNames = localNames
        self.localDomains = localDomains
        self.addresses = addresses
        self.childEnvironment = childEnvironment
        self.identity = identity
        self.probeCertificate = probeCertificate
        self.commandRunner = commandRunner
        self.judgingTime = judgingTime
        self.secrets = secrets
    }

    /// Of an environment without certificates.
    package static let noIdentity: @Sendable (String) throws -> ClientIdentity = { name in
        throw UnknownIdentity(name: name)
    }

    private struct UnknownIdentity: Error, CustomStringConvertible {
        var name: String
        var description: String { "there is no certificate \(name)" }
    }

    /// Of an environment without programs: every command counts as one that could not be started.
    package static let runNothing: CommandRunner = { command, _ in
        CommandOutcome(.notStarted("\(command.arguments.first ?? "it"): no program is run here"))
    }
}
