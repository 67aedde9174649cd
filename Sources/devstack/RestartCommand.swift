import ArgumentParser

struct RestartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Restart services of a stack that is up, and what asks to be restarted with them.",
        discussion: ServiceOptions.discussion + "\n\nEXAMPLES\n  devstack restart api")

    @OptionGroup var options: ServiceOptions

    func run() async throws { try await options.carryOut(.restart) }
}
