import ArgumentParser
import StackRunner
import Trust

struct CertsTrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Make this machine's programs trust the stack's authority.",
        discussion: """
            Without a stack file it is your own authority, that of `devstack certs issue`.
            It shows each command that it would run, then asks. What needs root is run by
            sudo, and nothing else is. What is changed is recorded, so that `devstack certs
            untrust` can make each file what it was. Where one shell is enough, or the
            stack's own services and checks, `devstack env` changes nothing on the machine.

            EXAMPLES
              devstack certs trust                 the system's store, Chromium, Firefox
              devstack certs trust --store nss     the browsers alone
              devstack certs trust --store java    each Java's own truststore
              devstack certs trust --yes           without a question, for scripts
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "A kind of store; may be given more than once. Without it the system's and the browsers'.")
    var store: [StoreKind] = []

    @Flag(help: "Do it without a question.")
    var yes = false

    @Flag(help: "Also an authority that may certify every name.")
    var anyName = false

    func run() async throws {
        try finish(
            TrustRun(files: stack.file, kinds: Set(store), isAgreed: yes, allowsAnyName: anyName).run())
    }
}

extension StoreKind: ExpressibleByArgument {}
