internal import Diagnostics

/// Every kind of trouble with the authority and its certificates, with the code that names it for good.
///
/// A code is never given to another kind; a kind that is no longer reported leaves a gap.
package enum CertificateCode: String, Sendable, CaseIterable {
    case folderUnusable = "C001"
    case unreadable = "C002"
    case corruptAuthority = "C003"
    case authorityKeyMissing = "C004"
    case authorityKeyMismatch = "C005"
    case foreignAuthority = "C006"
    case authorityExpired = "C007"
    case authorityNotYetValid = "C008"
    case authorityEndsSoon = "C009"
    case authorityReplaced = "C010"
    case malformedName = "C011"
    case nameNotPermitted = "C012"
    case malformedPermit = "C013"
    case foreignFolder = "C014"
    case unwritable = "C015"
    case authorityCertificateMade = "C016"
    case keyOpenToOthers = "C017"
    case openSSL = "C018"
    case notMade = "C019"
    case untidy = "C020"
    case certificateWithoutNames = "C021"
    case due = "C022"
    case existingAuthorityUnusable = "C023"
    case existingAuthorityStays = "C024"
    case unusableRequest = "C025"
    case weakRequest = "C026"
    case requestWithoutNames = "C027"
    case noPair = "C028"
    case folderBusy = "C029"
    case defectNotMade = "C030"
}

extension Diagnostic {
    init(
        _ severity: Severity, _ code: CertificateCode, _ message: String, at location: SourceLocation? = nil,
        remedy: String? = nil
    ) {
        self.init(severity, code.rawValue, message, at: location, remedy: remedy)
    }
}
