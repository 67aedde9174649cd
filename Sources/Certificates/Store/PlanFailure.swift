internal import Diagnostics
internal import Linux

/// Why a change could not be planned or made.
enum PlanFailure: Error {
    /// Never empty.
    case diagnostics([Diagnostic])
    case system(SystemError)
}
