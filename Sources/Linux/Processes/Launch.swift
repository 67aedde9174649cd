/// A program to start, down to its descriptors.
package struct Launch: Sendable {
    /// The paths to try in turn, a relative one from `workingDirectory`.
    package var candidates: [String]
    package var arguments: [String]
    /// `NAME=value`, all of it: nothing is inherited.
    package var environment: [String]
    package var workingDirectory: String
    package var output: Descriptor
    package var error: Descriptor
    /// Become descriptors 3, 4, … of the program, which gets no others beside 0, 1 and 2.
    package var sockets: [Descriptor]
    /// Whether the program is told its own pid in LISTEN_PID, by which it knows that the sockets are for it:
    /// sd_listen_fds(3).
    package var tellsListenPid: Bool
    /// Whether `output` is a terminal, and is to be standard input and the controlling terminal too.
    package var hasTerminal: Bool

    package init(
        candidates: [String], arguments: [String], environment: [String], workingDirectory: String,
        output: Descriptor, error: Descriptor, sockets: [Descriptor] = [], tellsListenPid: Bool = false,
        hasTerminal: Bool = false
    ) {
        self.tellsListenPid = tellsListenPid
        self.candidates = candidates
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.output = output
        self.error = error
        self.sockets = sockets
        self.hasTerminal = hasTerminal
    }

    /// Where a program is looked for, as execvp(3) does: a name with a slash is a path; an empty element of the search
    /// path is the working folder.
    package static func candidates(for program: String, searchPath: String?) -> [String] {
        if program.contains("/") { return [program] }
        return (searchPath ?? "/bin:/usr/bin").split(separator: ":", omittingEmptySubsequences: false).map { folder in
            folder.isEmpty ? "./\(program)" : "\(folder)/\(program)"
        }
    }
}
