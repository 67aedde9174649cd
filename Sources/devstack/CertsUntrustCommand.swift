import ArgumentParser
import StackRunner
import Trust

struct CertsUntrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "untrust",
        abstract: "Undo what `devstack certs trust` did.",
        discussion: """
            A store that nothing else has changed since becomes what it was, byte for byte;
            from any other the certificate is taken out by the store's own tool. It shows
            each command first, then asks.

            EXAMPLES
              devstack certs untrust
              devstack certs untrust --store nss   the browsers alone
              devstack certs untrust --all         every authority, also of stacks that are gone
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "A kind of store; may be given more than once. Without it all kinds.")
    var store: [StoreKind] = []

    @Flag(help: "Do it without a question.")
    var yes = false

    @Flag(help: "For every authority that was trusted by devstack; no stack file is needed.")
    var all = false

    func run() async throws {
        try finish(UntrustRun(files: stack.file, kinds: Set(store), isAgreed: yes, isForAll: all).run())
    }
}
