import Diagnostics
import Glibc
import Linux

/// Mistakes that have to do with making clients trust the authority.
extension Diagnostic {
    static func nothingToTrust(_ stackFile: String) -> Diagnostic {
        Diagnostic(
            .warning, "T001", "this stack has no certificates, and so no authority to trust",
            remedy: "Write them under `certificates:` in \(stackFile).")
    }

    static func bundlesUnwritable(_ folder: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            "T002", "what clients are to trust could not be written in \(folder): \(error)",
            remedy: [ENOSPC, EDQUOT].contains(error.code)
                ? "Make room on the file system of \(folder)." : "Make \(folder) a folder that you may write to.")
    }
}
