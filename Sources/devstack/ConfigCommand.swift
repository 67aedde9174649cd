import ArgumentParser
import Reporting
import StackRunner

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract:
            "Check the stack file, and print the stack that it makes with every default filled in; or the JSON Schema.",
        discussion: """
            What is printed is a stack file too, which reads back to the same stack:
            paths are absolute, variables are replaced, and what is empty is left out.
            Values from .env are shown as ***.

            EXAMPLES
              devstack config             status 2 if the file is wrong
              devstack config --origins   where each value comes from, or "default"
              devstack config --quiet     mistakes alone, for editors and hooks
              devstack config --format json | jq .stack.services
              devstack config --schema > devstack.schema.json     for editors
            """)

    @OptionGroup var stack: StackOptions

    @Option(
        help: "How to show it: text (YAML), json (one document), or github (mistakes as annotations of GitHub Actions)."
    )
    var format = OutputFormat.text

    @Flag(help: "Show where each value comes from.")
    var origins = false

    @Flag(name: [.short, .long], help: "Show nothing but mistakes.")
    var quiet = false

    @Flag(help: "Print the JSON Schema of the language instead, and read no file.")
    var schema = false

    func validate() throws {
        guard schema, !stack.file.isEmpty || origins || quiet else { return }
        throw ValidationError("--schema is of the language, not of one file: give it alone")
    }

    func run() throws {
        if schema { return try finish(SchemaRun().run()) }
        try finish(ConfigRun(files: stack.file, format: format, showsOrigins: origins, isQuiet: quiet).run())
    }
}
