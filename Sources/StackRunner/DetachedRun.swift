import Dispatch
import Glibc
import Linux
package import StackModel

/// `devstack up --detach`: the stack in a process of its own, which is left alone as soon as it is up.
package struct DetachedRun: Sendable {
    private let arguments: [String]

    /// - Parameter arguments: of the `devstack` that stays.
    package init(arguments: [String]) {
        self.arguments = arguments
    }

    /// - Returns: how its start and its checks went; a stack whose checks are red stays up.
    package func run(stopSignals: StopSignals) async -> ExitStatus {
        // What is trapped after the start could end this process and leave the stack behind.
        let signals = await stopSignals.trapped()
        let program: DetachedProgram
        do throws(SystemError) {
            program = try DetachedProgram(OwnBinary.path, arguments: ["devstack"] + arguments)
        } catch {
            Console(format: .text).complain([.failedStart(error)])
            return .serviceFailed
        }
        return await withTaskGroup(of: Void.self) { tasks in
            // In its session it gets no Ctrl-C by itself.
            tasks.addTask { await signals.forEach { program.signal($0.number) } }
            defer { tasks.cancelAll() }
            return await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: Self.outcome(of: program)) }
            }
        }
    }

    private static func outcome(of program: DetachedProgram) -> ExitStatus {
        if let news = program.awaitNews() { return ExitStatus(rawValue: Int32(news)) ?? .internalFault }
        switch program.awaitEnd() {
        case .status(let status)?: return ExitStatus(rawValue: status) ?? .internalFault
        case .signal(let number)? where ExitStatus(rawValue: 128 + number) != nil:
            return ExitStatus(rawValue: 128 + number) ?? .internalFault
        case .signal(let number)?:
            Console(format: .text).complain([.endedStart(by: number)])
            return .serviceFailed
        case nil: return .internalFault
        }
    }
}
