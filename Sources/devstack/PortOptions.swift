import ArgumentParser

/// Which numbers the stack's ports have.
struct PortOptions: ParsableArguments {
    enum Numbers: String, ExpressibleByArgument, CaseIterable {
        case auto
    }

    @Option(
        help: ArgumentHelp(
            "auto: every port of the stack gets a free number, also those that have one in the file.",
            discussion: """
                The checks' URLs follow by themselves. What a command is told has to name the port, as \
                ${services.NAME.port}, or to read the variable PORT. A stack that is up already keeps its ports.
                """))
    var ports: Numbers?

    var movesAll: Bool { ports == .auto }
}
