import Dispatch
import Glibc
import Synchronization

/// A program that a test started: its output is collected as it comes, and its end can be awaited.
package final class RunningProgram: Sendable {
    /// How it ended, and all that it wrote.
    package struct Outcome: Sendable {
        /// The exit status, or minus the number of the signal that ended it.
        package var status: Int32
        package var stdout: String
        package var stderr: String
        package var all: String { stdout + stderr }
    }

    package let pid: pid_t
    private let output = Mutex((stdout: [UInt8](), stderr: [UInt8](), watchers: [Watcher]()))
    private let outcome: Future<Outcome>

    private struct Watcher {
        var text: [UInt8]
        var found: CheckedContinuation<Void, Never>
    }

    /// Starts `arguments[0]`, looked up in PATH, in the fixture's folder with the fixture's mark.
    package init(
        _ arguments: [String], in fixture: Fixture, environment: [String: String] = [:], directory: String? = nil
    ) throws {
        var variables = [
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": fixture.folder, "LANG": "C.UTF-8",
        ]
        variables.merge(environment) { $1 }
        variables["DEVSTACK_FIXTURE"] = fixture.mark
        let out = try Self.makePipe()
        let err = try Self.makePipe()
        pid = try Self.spawn(
            arguments, environment: variables, directory: directory ?? fixture.folder, stdout: out.write,
            stderr: err.write)
        close(out.write)
        close(err.write)
        outcome = Future()
        let started = pid
        fixture.cleanUp { kill(started, SIGKILL) }
        collect(out.read, err.read)
    }

    /// Its end. Output that a survivor holds open is waited for as well, since tests assert that there is none.
    package func ended() async -> Outcome { await outcome.value() }

    package func signal(_ number: Int32) { kill(pid, number) }

    /// Waits until its standard output or error holds `text`; returns as well when it ends before.
    package func waitFor(_ text: String) async {
        let wanted = Array(text.utf8)
        await withCheckedContinuation { continuation in
            output.withLock { state in
                if Self.holds(state.stdout, wanted) || Self.holds(state.stderr, wanted) || outcome.isSet {
                    continuation.resume()
                } else {
                    state.watchers.append(Watcher(text: wanted, found: continuation))
                }
            }
        }
    }

    /// What it has written until now.
    package var written: String {
        output.withLock { String(decoding: $0.stdout, as: UTF8.self) + String(decoding: $0.stderr, as: UTF8.self) }
    }

    private func collect(_ out: Int32, _ err: Int32) {
        let group = DispatchGroup()
        for (descriptor, isError) in [(out, false), (err, true)] {
            Self.onThread(group) { [self] in
                var chunk = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = read(descriptor, &chunk, chunk.count)
                    if count < 0, errno == EINTR { continue }
                    if count <= 0 { break }
                    append(chunk[..<count], isError: isError)
                }
                close(descriptor)
            }
        }
        Self.onThread(group) { [self] in
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            exitStatus.withLock { $0 = signal == 0 ? (status >> 8) & 0xFF : -signal }
        }
        group.notify(queue: .global()) { [self] in
            let watchers = output.withLock { state in
                outcome.set(
                    Outcome(
                        status: exitStatus.withLock { $0 }, stdout: String(decoding: state.stdout, as: UTF8.self),
                        stderr: String(decoding: state.stderr, as: UTF8.self)))
                defer { state.watchers = [] }
                return state.watchers
            }
            for watcher in watchers { watcher.found.resume() }
        }
    }

    private let exitStatus = Mutex<Int32>(0)

    private func append(_ bytes: ArraySlice<UInt8>, isError: Bool) {
        let found = output.withLock { state in
            if isError { state.stderr += bytes } else { state.stdout += bytes }
            let ready = state.watchers.filter { Self.holds(state.stdout, $0.text) || Self.holds(state.stderr, $0.text) }
            state.watchers.removeAll { Self.holds(state.stdout, $0.text) || Self.holds(state.stderr, $0.text) }
            return ready
        }
        for watcher in found { watcher.found.resume() }
    }

    private static func holds(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first else { return true }
        return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
    }

    /// Blocking work goes to a thread of its own: the cooperative pool has as many threads as there are cores.
    private static func onThread(_ group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
        let queue = DispatchQueue(label: "program")
        queue.async(group: group, execute: work)
    }

    private static func makePipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw TestbedError("pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ arguments: [String], environment: [String: String], directory: String, stdout: Int32, stderr: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, stdout, 1)
        posix_spawn_file_actions_adddup2(&actions, stderr, 2)
        // A connection of another test (NIO accepts them without CLOEXEC) would not end as long as this program holds it.
        for descriptor in namesInFolder("/proc/self/fd").compactMap({ Int32($0) }) where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var every = sigset_t()
        sigfillset(&every)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        // env(1) changes the folder and then becomes the program, under the same process number.
        let line = ["/usr/bin/env", "-C", directory] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer {
            for word in words + variables { free(word) }
        }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, line[0], &actions, &attributes, &words, &variables)
        guard code == 0 else { throw TestbedError("posix_spawn \(arguments[0]): error \(code)") }
        return pid
    }
}
