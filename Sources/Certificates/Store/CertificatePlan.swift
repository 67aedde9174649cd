internal import Diagnostics
internal import StackModel

/// What a run will do to the folder, and what it will say of it.
struct CertificatePlan {
    var changes: [FolderChange] = []
    /// One for the authority, then one for each certificate.
    var reports: [CertificateReport] = []
    /// What signs leaves once the changes have been made.
    var signer: Authority?
    /// What the user must know once the changes have been made.
    var diagnostics: [Diagnostic] = []
}
