import CLinux
import Glibc

/// A program that is run to its end while this thread waits: for a command that a person started, with their terminal.
package struct ProgramRun: Sendable {
    package let end: ProcessExit
    /// Standard output and standard error in one, in the order in which they were written.
    package let output: [UInt8]

    /// Runs `arguments[0]`, looked up in `PATH` unless it is a path, with this process's environment and standard input.
    ///
    /// - Throws: `SystemError` when it cannot be started.
    package init(_ arguments: [String]) throws(SystemError) {
        let (child, reader) = try Self.start(arguments)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while let count = try? reader.read(into: &chunk), count > 0 { output += chunk.prefix(count) }
        self.output = output
        end = try Self.wait(for: child)
    }

    package var succeeded: Bool { end.isSuccess }

    /// Starts the program; only it has the writing end of the pipe afterwards.
    private static func start(_ arguments: [String]) throws(SystemError) -> (pid_t, Descriptor) {
        let pipe = try OutputPipe()
        _ = try SystemError.retrying("fcntl") { fcntl(pipe.reading.number, F_SETFL, 0) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipe.writing.number, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipe.writing.number, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // devstack ignores SIGPIPE; what it starts does not.
        var every = sigset_t()
        sigfillset(&every)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let failure = withExtendedLifetime(pipe) {
            posix_spawnp(&child, arguments.first ?? "", &actions, &attributes, &words, environ)
        }
        guard failure == 0 else { throw SystemError("posix_spawn", arguments.first, code: failure) }
        return (child, pipe.reading)
    }

    private static func wait(for child: pid_t) throws(SystemError) -> ProcessExit {
        var (code, status): (Int32, Int32) = (0, 0)
        let result = devstack_wait(child, 1, &code, &status)
        guard result == 1 else { throw SystemError("waitid", code: -result) }
        return ProcessExit(code: code, status: status)
    }
}
