internal import Diagnostics
import Glibc
internal import Linux

/// Mistakes that have to do with the folder and its files.
extension Diagnostic {
    static func folderUnusable(_ directory: String, _ error: SystemError) -> Diagnostic {
        Diagnostic(
            .error, .folderUnusable, "the certificate folder \(directory) cannot be opened or made: \(error.reason)",
            remedy: remedy(for: error.code, directory))
    }

    static func unreadable(_ error: SystemError, in directory: String, at location: SourceLocation? = nil)
        -> Diagnostic
    {
        let path = path(of: error, in: directory)
        let reason = error.code == EINVAL ? "it is not a regular file" : error.reason
        let remedy =
            switch error.code {
            case EACCES, EPERM:
                "Run devstack as the user that the file belongs to, or give it back with `chown $(id -un) \(path)`."
            default: "Move \(path) away; what can be made again is made by the next run."
            }
        return Diagnostic(.error, .unreadable, "\(path) cannot be read: \(reason)", at: location, remedy: remedy)
    }

    static func foreignFolder(_ directory: String, owner: uid_t, user: uid_t) -> Diagnostic {
        Diagnostic(
            .error, .foreignFolder,
            "the certificate folder \(directory) belongs to user \(owner), but devstack runs as user \(user): "
                + "files that it made there could not be used by their owner",
            remedy: "Run devstack as user \(owner), or give `authority: {directory: ...}` a folder of your own.")
    }

    static func unwritable(_ error: SystemError, in directory: String) -> Diagnostic {
        Diagnostic(
            .error, .unwritable,
            "\(path(of: error, in: directory)) cannot be written: \(error.reason); "
                + "the certificates that were there are whole",
            remedy: remedy(for: error.code, directory))
    }

    static func folderBusy(_ directory: String) -> Diagnostic {
        Diagnostic(
            .error, .folderBusy,
            "another program has held the lock on the certificate folder \(directory) all the time, so that nothing "
                + "could be changed",
            remedy: "See which one it is with `fuser -v \(directory)/\(CertificateFolder.lockName)`: it may be a "
                + "devstack that was stopped by Ctrl-Z. End it, and run devstack again.")
    }

    static func untidy(_ error: SystemError, in directory: String) -> Diagnostic {
        Diagnostic(
            .warning, .untidy,
            "the certificates are in order, but \(path(of: error, in: directory)) cannot be changed: "
                + "\(error.reason); without a .gitignore there, a private key may end up in git",
            remedy: remedy(for: error.code, directory))
    }

    static func keyOpenToOthers(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, .keyOpenToOthers, "other users may read or write the private key \(path)",
            remedy: "Run `chmod 600 \(path)`.")
    }

    private static func path(of error: SystemError, in directory: String) -> String {
        guard let name = error.subject, name != "." else { return directory }
        return directory + "/" + name
    }

    private static func remedy(for code: Int32, _ directory: String) -> String {
        switch code {
        case ENOSPC, EDQUOT: "Make room on the file system of \(directory), and run devstack again."
        case EROFS: "Give `authority: {directory: ...}` a folder on a file system that is not read-only."
        case EACCES, EPERM:
            "Make \(directory) writable for the user that runs devstack, or give `authority: {directory: ...}` "
                + "another folder."
        case ENOTDIR, EEXIST: "Move the file away that stands where the folder should be."
        default: "Put that right, or give `authority: {directory: ...}` another folder."
        }
    }
}
