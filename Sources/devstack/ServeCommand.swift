import ArgumentParser
import StackRunner

/// What `run: child` starts: one built-in server of the stack, over sockets that the supervisor opened.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-child", abstract: "Run one built-in server over handed-over sockets.", shouldDisplay: false)

    @OptionGroup var stack: StackOptions

    @Option(help: "The service's name in the stack file.")
    var service: String

    @Option(help: "A listening socket's descriptor; once for each address.")
    var socket: [Int32]

    @Option(help: "A line of the run's record of ports; once for each.")
    var port: [String] = []

    func run() async throws {
        try await finish(
            ChildServer(files: stack.file, service: service, sockets: socket, ports: port)
                .run(stopSignals: StopSignals()))
    }
}
