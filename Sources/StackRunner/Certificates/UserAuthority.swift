import Certificates
internal import Diagnostics
import Glibc
import Linux
internal import StackModel

/// The user's own authority, for certificates that belong to no stack: `devstack/authority` in the user's data folder.
struct UserAuthority {
    let directory: String

    /// Finds its folder (XDG Base Directory Specification: `$XDG_DATA_HOME`, else `~/.local/share`).
    ///
    /// Under sudo the process first becomes the user who called it, for good: otherwise root would get an authority of its
    /// own, which nobody's browser trusts, or the user's folder files that only root can renew.
    ///
    /// - Throws: a `Diagnostic` when that cannot be done, or nothing says where the folder is.
    init(environment: [String: String]) throws(Diagnostic) {
        var home = environment["HOME"]
        if let user = InvokingUser(environment: environment) {
            do throws(SystemError) {
                try user.become()
            } catch {
                throw .notInvokingUser(user.name, error)
            }
            home = user.home
        }
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        guard let folder = data ?? home.flatMap({ $0.hasPrefix("/") ? $0 + "/.local/share" : nil }) else {
            throw .noDataFolder()
        }
        directory = folder + "/devstack/authority"
    }

    /// - Parameter permit: names that it may certify beyond those that it may already.
    func store(permit: [String] = []) -> CertificateStore {
        func store(_ permitted: [String]) -> CertificateStore {
            // They come from the command line, and so stand nowhere.
            let place = SourceLocation(file: "--permit", line: 1, column: 1)
            var settings = AuthoritySettings(
                directory: directory, permit: permitted.map { Located($0, at: place) })
            settings.isOfUser = true
            return CertificateStore(settings: settings, requests: [], now: WallClock.now)
        }
        return store(store([]).permitted + permit)
    }
}
