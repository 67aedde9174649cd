import Glibc

/// Runs a program that judges certificates, and keeps what it said.
struct Program {
    var status: Int32
    /// Standard output and standard error in one.
    var output: String

    var succeeded: Bool { status == 0 }

    /// Runs to the end; the program is found by PATH.
    static func run(_ name: String, _ arguments: [String]) throws -> Program {
        var ends: [Int32] = [0, 0]
        // A socket pair, since it closes on exec from its first moment: tests start programs side by side.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw FixtureError("socketpair: error \(errno)") }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, name, &actions, nil, &words, environ)
        close(ends[1])
        guard failure == 0 else { throw FixtureError("cannot start \(name): error \(failure)") }
        let output = drain(ends[0])
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        return Program(
            status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
            output: String(decoding: output, as: UTF8.self))
    }

    private static func drain(_ descriptor: Int32) -> [UInt8] {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { output += buffer.prefix(count) }
            if count == 0 || (count < 0 && errno != EINTR) { return output }
        }
    }

    /// Whether a program can be started at all.
    static func isInstalled(_ name: String, _ arguments: [String]) -> Bool {
        (try? run(name, arguments))?.succeeded ?? false
    }
}
