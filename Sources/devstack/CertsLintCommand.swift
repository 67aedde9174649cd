import ArgumentParser
import Reporting
import StackModel
import StackRunner

struct CertsLintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Judge a chain by the rules of openssl, strict (Python 3.13), chrome, firefox, apple, java and go.",
        discussion: """
            Without an argument it judges the stack's own certificates. Of a port it judges what the server sends, for the
            host that is named. Status 0 says that nobody refuses, 1 that somebody does, 3 that there was nothing to
            judge; notices change nothing. A file of authorities alone is judged as that, not as a server's chain.
            docs/lint.md has every rule with its source.

            EXAMPLES
              devstack certs lint
              devstack certs lint localhost:1443
              devstack certs lint --at 2027-12-31
              devstack certs lint server.pem --ca root.pem --name app.test
              devstack certs lint example.com:443 --profile chrome --profile apple --format json
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: ArgumentHelp("Whose rules; may be given more than once, without it all.", valueName: "name"))
    var profile: [ChainProfile] = []

    @Option(
        name: .customLong("ca"),
        help: ArgumentHelp("A PEM file with all that the clients trust.", valueName: "file"))
    var authorityFile: String?

    @Option(help: ArgumentHelp("The host name that the certificate is to be for.", valueName: "host"))
    var name: String?

    @Option(help: "How to show it: text, json (one document), or github (findings as annotations of GitHub Actions).")
    var format = OutputFormat.text

    @OptionGroup var judging: JudgingTimeOption

    @Argument(help: ArgumentHelp("A PEM file, or a TLS port as HOST:PORT.", valueName: "file|host:port"))
    var target: String?

    func run() async throws {
        let profiles = ChainProfile.allCases.filter { profile.isEmpty || profile.contains($0) }
        let options = ChainLintRun.Options(
            files: stack.file, target: target.map(ChainTarget.init), authorityFile: authorityFile,
            name: name?.lowercased(), profiles: profiles, format: format, judgingTime: judging.at)
        try await finish(ChainLintRun(options: options).run())
    }
}

extension ChainProfile: ExpressibleByArgument {}
