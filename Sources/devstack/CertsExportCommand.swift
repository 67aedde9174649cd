import ArgumentParser
import StackRunner

struct CertsExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate of the stack with its key as one PKCS #12 file.",
        discussion: """
            The file is readable by you alone. Browsers, Java and Windows import it with its password.

            EXAMPLES
              devstack certs export --p12 localhost.p12
              devstack certs export api --p12 api.p12 --password-file ~/.p12-password
            """)

    @OptionGroup var stack: StackOptions

    @Argument(help: "The certificate's name in the stack file; may be left out where there is one alone.")
    var name: String?

    @Option(help: ArgumentHelp("The file to write.", valueName: "path"))
    var p12: String

    @OptionGroup var password: PasswordOptions

    func run() throws {
        try finish(
            ExportRun(files: stack.file, certificate: name, output: p12, password: try password.read()).run())
    }
}
