/// The process's exit status, and what it means.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    case checkFailed = 1
    case badStackFile = 2
    case badCertificates = 3
    case serviceFailed = 4
    case noChecks = 5
    case badCommandLine = 64
    case internalFault = 70
    case hangup = 129
    case interrupted = 130
    case terminated = 143
}
