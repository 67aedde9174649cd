internal import Diagnostics

/// What can go wrong where clients are to trust the authority, with the code that names it for good.
///
/// A code is never given to another kind; a kind that is no longer reported leaves a gap.
enum TrustCode: String, Sendable, CaseIterable {
    case nothingToTrust = "T001"
    case unwritableBundle = "T002"
    case anyName = "T003"
    case underSudo = "T004"
    case noHome = "T005"
    case notAgreed = "T006"
    case noStore = "T007"
    case unreadableAuthority = "T008"
    case failedCommand = "T009"
    case failedSystem = "T010"
    case withoutEffect = "T011"
    case stillTrusted = "T012"
    case unreadTruststore = "T013"
}

extension Diagnostic {
    init(_ code: TrustCode, _ message: String, remedy: String? = nil, notes: [Note] = []) {
        self.init(code.rawValue, message, remedy: remedy, notes: notes)
    }

    init(warning code: TrustCode, _ message: String, remedy: String? = nil) {
        self.init(.warning, code.rawValue, message, remedy: remedy)
    }
}
