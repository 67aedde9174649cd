package import Linux

/// A program to run.
package struct ProcessPlan: Sendable {
    /// The first is looked up in the PATH of `environment`, relative to `workingDirectory`.
    package var arguments: [String]
    /// `NAME=value`, all of it: nothing is inherited.
    package var environment: [String]
    /// An absolute path.
    package var workingDirectory: String
    /// Become its descriptors 3, 4, …: bound sockets, listening or not.
    package var sockets: [Descriptor]
    /// The name of each, by which a program that asks sd_listen_fds(3) tells them apart; empty when it is not told of them.
    var socketNames: [String] = []
    /// Whether it reads from and writes to a terminal, and not to pipes.
    package var hasTerminal: Bool

    package init(
        arguments: [String], environment: [String], workingDirectory: String, sockets: [Descriptor] = [],
        hasTerminal: Bool = false
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.sockets = sockets
        self.hasTerminal = hasTerminal
    }

    /// PATH as the program will see it.
    var searchPath: String? {
        environment.last { $0.hasPrefix("PATH=") }.map { String($0.dropFirst(5)) }
    }

    private static let listenVariables = ["LISTEN_FDS=", "LISTEN_FDNAMES=", "LISTEN_PID="]

    /// - Parameter mark: the run's, put before what else is in the environment.
    func launch(mark: RunMark, output: Descriptor, error: Descriptor) -> Launch {
        var environment = environment
        if !socketNames.isEmpty {
            environment.removeAll { variable in Self.listenVariables.contains { variable.hasPrefix($0) } }
            environment.append("LISTEN_FDS=\(sockets.count)")
            environment.append("LISTEN_FDNAMES=\(socketNames.joined(separator: ":"))")
        }
        return Launch(
            candidates: Launch.candidates(for: arguments.first ?? "", searchPath: searchPath), arguments: arguments,
            environment: [mark.variable] + environment, workingDirectory: workingDirectory, output: output,
            error: error,
            sockets: sockets, tellsListenPid: !socketNames.isEmpty, hasTerminal: hasTerminal)
    }
}
