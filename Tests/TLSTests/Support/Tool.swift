import Dispatch
import Glibc
import Synchronization

/// A program that a test talks to by its standard input, and whose output is collected as it comes.
final class Tool: Sendable {
    struct Failure: Error {
        var call: String
        var code: Int32
    }

    private struct State {
        var output: [UInt8] = []
        var status: Int32?
        var watchers: [(isMet: @Sendable (String) -> Bool, continuation: CheckedContinuation<String, Never>)] = []
        var input: Int32?
    }

    let pid: pid_t
    private let state = Mutex(State())

    /// Starts `arguments[0]`, looked up in PATH; standard error goes where standard output goes.
    init(_ arguments: [String]) throws {
        let input = try Self.makePipe()
        let output = try Self.makePipe()
        defer {
            close(input.other)
            close(output.other)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.other, 0)
        posix_spawn_file_actions_adddup2(&actions, output.other, 1)
        posix_spawn_file_actions_adddup2(&actions, output.other, 2)
        var strings = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var started: pid_t = 0
        let code = posix_spawnp(&started, arguments[0], &actions, nil, &strings, environ)
        guard code == 0 else { throw Failure(call: "posix_spawnp \(arguments[0])", code: code) }
        pid = started
        state.withLock { $0.input = input.own }
        // A thread of its own: the cooperative pool has as many as there are cores.
        DispatchQueue(label: "tool").async { [self] in collect(output.own) }
    }

    deinit { closeInput() }

    /// Runs `body` beside a program, which is ended afterwards.
    static func with<Result>(_ arguments: [String], _ body: (Tool) async throws -> Result) async throws -> Result {
        let tool = try Tool(arguments)
        do {
            let result = try await body(tool)
            await tool.stop()
            return result
        } catch {
            await tool.stop()
            throw error
        }
    }

    /// Runs a program to its end, with nothing to read.
    static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let tool = try Tool(arguments)
        tool.closeInput()
        return await tool.ended()
    }

    func send(_ text: String) {
        state.withLock { state in
            guard let input = state.input else { return }
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    func closeInput() {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
        }
    }

    /// All output so far, once there is this text in it, or the end.
    @discardableResult
    func output(with text: String) async -> String { await output { $0.contains(text) } }

    @discardableResult
    func output(until isMet: @escaping @Sendable (String) -> Bool) async -> String {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let now: String? = state.withLock { state in
                    let output = String(decoding: state.output, as: UTF8.self)
                    if state.status != nil || isMet(output) { return output }
                    state.watchers.append((isMet, continuation))
                    return nil
                }
                if let now { continuation.resume(returning: now) }
            }
        } onCancel: {
            // The test's time is up.
            kill()
        }
    }

    /// Its exit status, or minus the number of the signal that ended it, and all output.
    func ended() async -> (status: Int32, output: String) {
        let output = await output { _ in false }
        return (state.withLock { $0.status } ?? -1, output)
    }

    private func stop() async {
        closeInput()
        kill()
        _ = await ended()
    }

    private func kill() {
        state.withLock { state in
            if state.status == nil { _ = Glibc.kill(pid, SIGKILL) }
        }
    }

    private func collect(_ descriptor: Int32) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            wake { $0.output += chunk[..<count] }
        }
        close(descriptor)
        // Reaped under the lock: until then the number is this program's, and can be sent a signal.
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        wake { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            state.status = status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let (met, output) = state.withLock { state in
            change(&state)
            let output = String(decoding: state.output, as: UTF8.self)
            let isOver = state.status != nil
            let met = state.watchers.filter { isOver || $0.isMet(output) }
            state.watchers.removeAll { isOver || $0.isMet(output) }
            return (met, output)
        }
        for watcher in met { watcher.continuation.resume(returning: output) }
    }

    /// Two sockets, as there is no pipe(2) that is closed on exec from its beginning: one that another test's program
    /// inherits would never end.
    private static func makePipe() throws -> (own: Int32, other: Int32) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(call: "socketpair", code: errno) }
        return (ends[0], ends[1])
    }
}
