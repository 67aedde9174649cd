import ArgumentParser

struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start services of a stack that is up, and what they need.",
        discussion: ServiceOptions.discussion + "\n\nEXAMPLES\n  devstack start worker")

    @OptionGroup var options: ServiceOptions

    func run() async throws { try await options.carryOut(.start) }
}
