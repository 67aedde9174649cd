import ArgumentParser
import StackRunner

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print the JSON Schema of the stack file.",
        discussion: """
            EXAMPLES
              devstack config --schema > devstack.schema.json    for an editor that completes and checks as you type
            """)

    @Flag(help: "Print the JSON Schema (draft 2020-12) of the stack file.")
    var schema = false

    func validate() throws {
        guard schema else { throw ValidationError("say what to print: --schema") }
    }

    func run() async throws {
        try finish(SchemaRun().run())
    }
}
