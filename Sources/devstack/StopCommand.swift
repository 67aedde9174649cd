import ArgumentParser

struct StopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop services of a stack that is up; the others go on.",
        discussion: ServiceOptions.discussion + "\n\nEXAMPLES\n  devstack stop worker")

    @OptionGroup var options: ServiceOptions

    func run() async throws { try await options.carryOut(.stop) }
}
