internal import Linux
internal import StackModel

/// Readiness by a command that ends with status 0.
extension SupervisionCore {
    /// How long each run of it may take.
    static let timeout = Duration.seconds(10)

    /// Runs it once, as the service's own program would be run.
    func run(
        _ arguments: [String], of index: Int, timeout: Duration = timeout
    ) async -> ProbeOutcome {
        guard case .process(var process) = plans[index].run else { return .failed("there is no program") }
        process.arguments = arguments
        process.sockets = []
        process.hasTerminal = false
        do {
            let runner = try CommandRunner(mark: record.mark)
            let outcome = try await runner.run(process, name: "\(plans[index].name) ready", timeout: timeout)
            return Self.verdict(outcome, timeout)
        } catch let problem as SystemError {
            return .failed("no process could be made for it: \(problem)")
        } catch {
            return .failed("it was given up before it had ended")
        }
    }

    private static func verdict(_ outcome: CommandOutcome, _ timeout: Duration) -> ProbeOutcome {
        let words: String
        switch outcome.ending {
        case .exited(0): return .passed
        case .exited(let status): words = ProcessExit.status(status).verb
        case .signalled(let signal): words = ProcessExit.signal(signal).verb
        case .timedOut: words = "had not ended after \(timeout.inWords)"
        case .notStarted(let reason): return .failed("it could not be started: \(reason)")
        }
        let line = lastLine(of: outcome.stderr.bytes) ?? lastLine(of: outcome.stdout.bytes)
        return .failed("it \(words)" + (line.map { ", saying: \($0)" } ?? ""))
    }

    /// The last line that is not blank, and of a long one the beginning.
    private static func lastLine(of bytes: [UInt8]) -> String? {
        let lines = String(decoding: bytes.suffix(65_536), as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.last { !$0.allSatisfy(\.isWhitespace) }.map { String($0.prefix(300)) }
    }
}
