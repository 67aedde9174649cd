import Glibc

/// The user behind sudo(8), as whom a root process can go on.
package struct InvokingUser: Sendable, Equatable {
    package var user: UInt32
    package var group: UInt32
    package var name: String
    /// The home folder by the user database, since sudo mostly sets HOME to root's.
    package var home: String

    /// `nil` unless this process is root and sudo says that another user started it (SUDO_UID, SUDO_GID).
    package init?(environment: [String: String]) {
        guard geteuid() == 0, let user = environment["SUDO_UID"].flatMap(UInt32.init), user != 0,
            let group = environment["SUDO_GID"].flatMap(UInt32.init)
        else { return nil }
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &result) == 0, result != nil else { return nil }
        self.user = user
        self.group = group
        name = String(cString: entry.pw_name)
        home = String(cString: entry.pw_dir)
    }

    /// Goes on as this user, for good and in every thread: setgroups(2), setgid(2), setuid(2).
    package func become() throws(SystemError) {
        guard initgroups(name, group) == 0 else { throw SystemError("initgroups", name) }
        guard setgid(group) == 0 else { throw SystemError("setgid", name) }
        guard setuid(user) == 0 else { throw SystemError("setuid", name) }
    }
}
