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
        let program: DetachedProgram
        do throws(SystemError) {
            program = try DetachedProgram(OwnBinary.path, arguments: ["devstack"] + arguments)
        } catch {
            Console(format: .text).complain([.failedStart(error)])
            return .serviceFailed
        }
        let signals = await stopSignals.trapped()
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
        guard case .status(let status)? = program.awaitEnd() else { return .internalFault }
        return ExitStatus(rawValue: status) ?? .internalFault
    }
}
