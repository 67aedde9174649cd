internal import Diagnostics
import Dispatch
import Glibc
import Linux
internal import StackModel

/// Log lines on the terminal, until there are no more of them, or the user has seen enough.
struct LogView: Sendable {
    /// Why no more lines are shown.
    enum End: Sendable {
        /// All there were are shown.
        case whole
        /// Whoever read them has gone, or they could not be written.
        case unread
        case interrupted
        case failed(any Error)
    }

    let console: Console
    let interruption: Occurrence<StopSignal>

    /// On a thread of its own, so that a signal ends it whatever it waits for: also a reader that has stopped.
    ///
    /// - Parameter end: can be read once the devstack that runs the stack has ended; `nil` when no lines to come are wanted.
    func show(_ stream: LogStream, until end: Descriptor?) async -> End {
        let outcome = Occurrence<End>()
        interruption.onFirst { outcome.happen(.interrupted) }
        DispatchQueue(label: "logs").async {
            do {
                let isWhole = try stream.run(until: end, output: STDOUT_FILENO) { text in
                    guard outcome.value == nil else { return false }
                    let isWritten = DispatchSemaphore(value: 0)
                    console.terminal.write(document: String(decoding: text, as: UTF8.self)) { isWritten.signal() }
                    isWritten.wait()
                    return console.terminal.failure == nil
                }
                outcome.happen(isWhole ? .whole : .unread)
            } catch {
                outcome.happen(.failed(error))
            }
        }
        await outcome.happened()
        return outcome.value ?? .whole
    }
}
