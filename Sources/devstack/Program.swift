import ArgumentParser
import Dispatch
import Glibc
import Linux
import StackRunner

@main
enum Program {
    /// Parses and runs the command: on this thread, unless it has something to wait for.
    ///
    /// The parser's own entry goes to a pool of threads for every command, which costs the quick ones a fifth of their
    /// time.
    static func main() {
        // A reader that leaves is an error of write(2), and no reason to die.
        signal(SIGPIPE, SIG_IGN)
        if InitProcess.isThis { InitProcess.heedSignals() }
        // Such a command will need it, and the other core has nothing to do while this one parses.
        switch CommandLine.arguments.dropFirst().first {
        case "certs": LibraryWarmth.begin(.certificates)
        case "check", "up": LibraryWarmth.begin()
        default: break
        }
        do {
            var command = try Devstack.parseAsRoot()
            guard let waiting = command as? any AsyncParsableCommand else { return try command.run() }
            wait(for: waiting)
        } catch {
            Devstack.exit(withError: error)
        }
    }

    private static func wait(for command: sending any AsyncParsableCommand) -> Never {
        Task {
            var command = command
            do {
                try await command.run()
            } catch {
                Devstack.exit(withError: error)
            }
            exit(0)
        }
        dispatchMain()
    }
}
