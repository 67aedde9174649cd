import CLinux
import Glibc

/// A program in a session of its own, which goes on when this process has ended.
package struct DetachedProgram: Sendable {
    package let pid: Int32
    /// What it says of itself, by its descriptor 3: a byte, or nothing when it has ended before.
    private let news: Descriptor

    /// Starts it with this process's environment, standard output and standard error.
    ///
    /// - Parameters:
    ///   - path: of its binary.
    ///   - arguments: the first is its name.
    /// - Throws: `SystemError` when it cannot be started.
    package init(_ path: String, arguments: [String]) throws(SystemError) {
        let pipe = try OutputPipe()
        _ = try SystemError.retrying("fcntl") { fcntl(pipe.reading.number, F_SETFL, 0) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe.writing.number, Self.newsDescriptor)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var every = sigset_t()
        sigfillset(&every)
        posix_spawnattr_setsigdefault(&attributes, &every)
        // POSIX_SPAWN_SETSID, which the header has only for _GNU_SOURCE.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | 0x80))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = 0
        let failure = withExtendedLifetime(pipe) {
            posix_spawn(&child, path, &actions, &attributes, &words, environ)
        }
        guard failure == 0 else { throw SystemError("posix_spawn", path, code: failure) }
        pid = child
        news = pipe.reading
    }

    /// The descriptor by which it says how it is.
    package static let newsDescriptor: Int32 = 3

    /// Waits for its byte; `nil` when it has ended without one. Blocks this thread.
    package func awaitNews() -> UInt8? {
        var buffer: [UInt8] = [0]
        while true {
            do throws(SystemError) {
                guard let count = try news.read(into: &buffer) else { continue }
                return count > 0 ? buffer[0] : nil
            } catch {
                return nil
            }
        }
    }

    /// Waits for its end. Blocks this thread.
    package func awaitEnd() -> ProcessExit? {
        var (code, status): (Int32, Int32) = (0, 0)
        return devstack_wait(pid, 1, &code, &status) == 1 ? ProcessExit(code: code, status: status) : nil
    }

    package func signal(_ number: Int32) { kill(pid, number) }
}
