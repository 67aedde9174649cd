import ArgumentParser
import StackModel
import StackRunner

struct CertsSignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign somebody else's key, by a certificate signing request.",
        discussion: """
            The stack's authority signs; without a stack file, your own, which is that of
            `devstack certs issue`. Of the request its key and its names are taken, and
            nothing else: what the certificate may be used for is what --usage says.

            EXAMPLES
              devstack certs sign --csr app.csr > app.pem
              devstack certs sign --csr device.csr --usage client --out device.pem
              devstack certs sign --csr app.csr app.test    this name, not its own
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: ArgumentHelp("The request (PEM); - is standard input.", valueName: "path"))
    var csr: String

    @OptionGroup var certificate: CertificateOptions

    @Option(help: ArgumentHelp("The certificate's file; default: standard output.", valueName: "path"))
    var out: String?

    @Argument(help: "Names instead of those that the request asks for.")
    var names: [String] = []

    func run() throws {
        let order = CertificateOrder(names: names, days: certificate.days, usage: certificate.usage)
        try finish(SignRun(options: .init(files: stack.file, request: csr, order: order, output: out)).run())
    }
}
