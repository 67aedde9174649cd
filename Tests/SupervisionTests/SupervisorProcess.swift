import Glibc
import Linux
import Synchronization
import Testing

@testable import Supervision

/// A supervisor in a process of its own, which a test may kill. Runs below a warden of its own, so that nothing is left of it.
final class SupervisorProcess: Sendable {
    let warden: Warden
    let pid: Int32
    private let output: Descriptor
    /// What it has said and nobody has waited for yet.
    private let unread = Mutex<[UInt8]>([])

    /// - Parameter services: for each its name, its port (0: none), and what it does.
    init(_ stack: StackFixture, services: [(String, UInt16, [String])]) async throws {
        let pipe = try OutputPipe()
        let warden = try Warden(name: "outer-\(stack.mark)")
        let fixture = "\(StackFixture.products)/service-fixture"
        let words = services.map { name, port, words in
            [name, "\(port)", fixture, "mark", stack.mark] + words
        }
        try warden.start(
            Launch(
                candidates: ["\(StackFixture.products)/supervision-fixture"],
                arguments: ["supervision-fixture", stack.folder.path + "/state", "\(stack.address)"]
                    + words.joined(separator: ["--"]),
                environment: [], workingDirectory: "/", output: pipe.writing, error: pipe.writing))
        self.warden = warden
        output = pipe.reading
        guard case .started(let pid) = try await Self.next(of: warden) else { throw SystemError("exec") }
        self.pid = pid
    }

    /// The next report of its warden.
    static func next(of warden: Warden) async throws -> WardenReport {
        let thread = try EventThread.shared()
        while true {
            if let report = try warden.receive() { return report }
            await thread.waitUntilReadable(warden.control)
        }
    }

    /// Waits for a line that holds this text, and returns all up to its end; throws it when the text will not come.
    @discardableResult
    func output(until wanted: String) async throws -> String {
        let thread = try EventThread.shared()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let (text, isThere) = unread.withLock { unread in
                var seen: [UInt8] = []
                while let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    let line = unread[...end]
                    seen += line
                    unread.removeFirst(line.count)
                    if String(decoding: line, as: UTF8.self).contains(wanted) {
                        return (String(decoding: seen, as: UTF8.self), true)
                    }
                }
                unread = seen + unread
                return (String(decoding: unread, as: UTF8.self), false)
            }
            if isThere { return text }
            if text.contains("outcome failed") { throw Unexpected(output: text) }
            if let count = try output.read(into: &buffer) {
                guard count > 0 else { throw Unexpected(output: text) }
                unread.withLock { $0 += buffer[..<count] }
            } else {
                await thread.waitUntilReadable(output)
            }
        }
    }

    struct Unexpected: Error {
        var output: String
    }

    /// Kills the supervisor and waits until nothing that was below it is left.
    func killAndWait() async throws {
        kill(pid, SIGKILL)
        try await waitUntilGone()
    }

    func waitUntilGone() async throws {
        while try await Self.next(of: warden) != .gone { continue }
        warden.dismiss()
    }
}

extension EventThread {
    fileprivate func waitUntilReadable(_ descriptor: Descriptor) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            submit { [self] in
                let once = Once()
                let token = try? watch(descriptor) { [self] in
                    guard let token = once.take() else { return }
                    unwatch(token)
                    continuation.resume()
                }
                if let token { once.put(token) } else { continuation.resume() }
            }
        }
    }
}
