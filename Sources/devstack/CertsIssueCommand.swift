import ArgumentParser
import StackModel
import StackRunner

struct CertsIssueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Make a certificate and its key here, signed by your own authority; no stack file is needed.",
        discussion: """
            The authority is made on the first use, in $XDG_DATA_HOME or ~/.local/share,
            as devstack/authority. It may certify localhost, *.test, the loopback
            addresses, and what --permit has added. A key that is there is kept, so that
            issuing again changes one file. Under sudo it works as the one who called it.

            EXAMPLES
              devstack certs issue localhost 127.0.0.1 ::1
              devstack certs issue app.test '*.app.test' --out certs --name app
              devstack certs issue api.corp.example --permit corp.example
              devstack certs issue dev@app.test --usage client --p12
            """)

    @Argument(help: "DNS names, wildcards, IP addresses, email addresses or URIs.")
    var names: [String]

    @OptionGroup var certificate: CertificateOptions

    @Option(help: ArgumentHelp("The kind of its key.", valueName: "ecdsa-p256|ecdsa-p384|rsa-2048|rsa-3072|rsa-4096"))
    var key: KeyKind = .ecdsaP256

    @Option(help: ArgumentHelp("A name that your authority may certify from now on; this makes a new authority."))
    var permit: [String] = []

    @Option(help: ArgumentHelp("The folder for the files.", valueName: "folder"))
    var out = "."

    @Option(help: "What the files are called: NAME.pem and NAME.key; default: after the first name.")
    var name: String?

    @Flag(help: "Write NAME.p12 as well.")
    var p12 = false

    @OptionGroup var password: PasswordOptions

    func validate() throws {
        if let name, name.isEmpty || name.contains("/") || name.hasPrefix(".") {
            throw ValidationError("--name takes the name of a file; --out takes its folder")
        }
    }

    func run() throws {
        let order = CertificateOrder(names: names, days: certificate.days, key: key, usage: certificate.usage)
        let options = IssueRun.Options(
            order: order, permit: permit, folder: out, name: name, archivePassword: p12 ? try password.read() : nil)
        try finish(IssueRun(options: options).run())
    }
}
