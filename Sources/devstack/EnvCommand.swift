import ArgumentParser
import StackRunner

struct EnvCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print the variables that make the programs of a shell trust the stack's authority.",
        discussion: """
            curl, git, Python, Ruby, Go, Node and Java take them; nothing is installed, and
            nothing else on the machine changes. Certificates that are missing or due are
            made first. The stack need not be up.

            EXAMPLES
              eval "$(devstack env)"                  in sh, bash and zsh
              devstack env --format fish | source     in fish
              devstack env --format json              for other programs
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How they are written: sh, fish or json.")
    var format: EnvironmentRun.Format = .sh

    func run() async throws {
        try finish(EnvironmentRun(files: stack.file, format: format).run())
    }
}

extension EnvironmentRun.Format: ExpressibleByArgument {}
