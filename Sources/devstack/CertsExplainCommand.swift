import ArgumentParser
import Reporting
import StackRunner

struct CertsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shake hands with a TLS port as a client does, and say why it fails and what would mend it.",
        discussion: """
            For this machine's names the client trusts the stack's authority, for others the distribution's roots.
            Status 0 says that a client accepts the server, 1 that it does not.

            EXAMPLES
              devstack certs explain localhost:1443
              devstack certs explain localhost:1443 --name shop.test
              devstack certs explain localhost:1443 --at +400d
              devstack certs explain 10.0.0.7:8443 --ca root.pem
            """)

    @OptionGroup var stack: StackOptions

    @Option(
        name: .customLong("ca"), help: ArgumentHelp("A PEM file with all that the client trusts.", valueName: "file"))
    var authorityFile: String?

    @Option(help: ArgumentHelp("The host name to ask for, if not the host.", valueName: "host"))
    var name: String?

    @Option(help: "How to show it: text, json (one document), or github (mistakes as annotations of GitHub Actions).")
    var format = OutputFormat.text

    @OptionGroup var judging: JudgingTimeOption

    @Argument(help: ArgumentHelp("A TLS port.", valueName: "host:port"))
    var target: String

    func run() async throws {
        guard case .port(let host, let port)? = ChainTarget.port(target) else {
            throw ValidationError("\"\(target)\" is no port: write HOST:PORT, such as localhost:1443")
        }
        let options = ChainExplainRun.Options(
            files: stack.file, host: host, port: port, authorityFile: authorityFile, name: name?.lowercased(),
            format: format, judgingTime: judging.at)
        try await finish(ChainExplainRun(options: options).run())
    }
}
