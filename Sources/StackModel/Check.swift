/// Something that a client must be able to see.
package struct Check: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        case request(RequestSpecification)
        case command(CommandSpecification)
    }

    package var name: Located<String>
    /// Located at the URL, or at the command.
    package var action: Located<Action>
    package var timeout: Duration
    package var expect: Expectation
    /// The services whose ports it names and that have no number, since nothing runs that has chosen one.
    package var openServices: [String] = []
    /// Why it is not made in this run.
    package var obstacle: String?

    package init(name: Located<String>, action: Located<Action>, timeout: Duration = .seconds(10), expect: Expectation)
    {
        self.name = name
        self.action = action
        self.timeout = timeout
        self.expect = expect
    }
}

/// A program that a check runs.
package struct CommandSpecification: Sendable, Equatable {
    package var arguments: [String]
    package var environment: [EnvironmentVariable]
    /// An absolute path.
    package var workingDirectory: String

    package init(arguments: [String], environment: [EnvironmentVariable] = [], workingDirectory: String) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
    }
}
