internal import Diagnostics

/// What can go wrong around the stack file, the run and its reports, with the code that names it for good.
///
/// A code is never given to another kind; a kind that is no longer reported leaves a gap.
enum RunCode: String, Sendable, CaseIterable {
    case noCurrentFolder = "R001"
    case noStackFile = "R002"
    case unknownCheck = "R003"
    case unwritableReport = "R004"
    case outputLost = "R005"
    case stackFileExists = "R006"
    case unwritableStart = "R007"
    case unknownCode = "R008"
    case notInvokingUser = "R009"
    case noDataFolder = "R010"
    case keptFile = "R011"
    case unreadableInput = "R012"
    case unwritableOutput = "R013"
    case unknownCertificate = "R014"
    case silentPort = "R015"
    case refusedRenewal = "R016"
    case staleCertificate = "R017"
    case unreadableChain = "R018"
    case noCertificate = "R019"
    case silentServer = "R020"
    case unknownService = "R021"
    case unknownProfile = "R022"
    case unreachableStack = "R023"
    case endedStart = "R024"
    case unreadableLogs = "R025"
    case refusedStart = "S001"
    case failedStart = "S002"
    case unknownListeners = "S003"
}

extension Diagnostic {
    init(_ code: RunCode, _ message: String, remedy: String? = nil) {
        self.init(code.rawValue, message, remedy: remedy)
    }
}
