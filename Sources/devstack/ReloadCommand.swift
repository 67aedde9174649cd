import ArgumentParser
import Control
import StackModel

struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Make a stack that is up what its file says now; only what changed is touched.",
        discussion: """
            A file with mistakes leaves everything as it is. Returns when all that was touched is ready again; status
            2 when the file is wrong, 4 when a service did not become ready.

            EXAMPLES
              devstack reload --dry-run         what would be done
              devstack reload
            """)

    @OptionGroup var stack: StackOptions

    @Flag(name: [.customShort("n"), .long], help: "Only tell what would be done.")
    var dryRun = false

    @Option(help: "How to show it: text, or json (one document).")
    var format = ControlRun.Format.text

    func run() async throws {
        try await finish(ControlRun(files: stack.file, format: format).reload(ReloadRequest(isDryRun: dryRun)))
    }
}
