import ArgumentParser
import StackRunner

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say more of a message by its code: why it is a mistake, an example, and the remedy.",
        discussion: """
            EXAMPLES
              devstack explain E030
              devstack explain           every code there is
            """)

    @Argument(
        help: ArgumentHelp("A message's code, as it stands in brackets in it.", valueName: "code"),
        completion: Completion.codes)
    var code: String?

    func run() throws {
        try finish(ExplainRun(code: code).run())
    }
}
