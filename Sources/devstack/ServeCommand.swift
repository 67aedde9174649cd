import ArgumentParser
import StackRunner

/// What `run: child` starts: one built-in server of the stack, over the sockets that the supervisor hands over (sd_listen_fds).
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-child", abstract: "Run one built-in server over handed-over sockets.", shouldDisplay: false)

    @OptionGroup var stack: StackOptions

    @Option(help: "The service's name in the stack file.")
    var service: String

    @Option(help: "A line of the run's record of ports; once for each.")
    var port: [String] = []

    func run() async throws {
        try await finish(
            ChildServer(files: stack.file, service: service, ports: port).run(stopSignals: StopSignals()))
    }
}
