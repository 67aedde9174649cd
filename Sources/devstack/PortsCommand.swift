import ArgumentParser
import StackRunner

struct PortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports",
        abstract: "Show who listens where, in the stack and on this machine.",
        discussion: """
            First the stack's own ports: each with its service, and whether that is up, or
            nobody is there, or a stranger, and then what to do. Then other stacks, and
            the rest of the machine. Without a stack file it shows the machine alone.
            Nothing is started or changed. What you may not see is said.

            With a PORT, status 0 says that somebody listens there, 1 that nobody does.

            EXAMPLES
              devstack ports
              devstack ports 8000                  who has it?
              sudo devstack ports                  the processes of other users too
              devstack ports --format json | jq '.listeners[] | {port, service}'
            """)

    @OptionGroup var stack: StackOptions

    @Option(help: "How to show it: text, or json (one document).")
    var format = PortsRun.Format.text

    @Argument(help: ArgumentHelp("Only these ports.", valueName: "port"))
    var ports: [UInt16] = []

    func validate() throws {
        if ports.contains(0) { throw ValidationError("0 is no port that anybody listens on: name one of 1 to 65535") }
    }

    func run() throws {
        try finish(PortsRun(files: stack.file, ports: ports, format: format).run())
    }
}

extension PortsRun.Format: ExpressibleByArgument {}
