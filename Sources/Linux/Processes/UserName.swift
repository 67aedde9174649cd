import Glibc

/// Names of users.
package enum UserName {
    /// The user's name, or its number when it has none: getpwuid_r(3).
    package static func of(_ user: UInt32) -> String {
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &result) == 0, result != nil else { return "\(user)" }
        return String(cString: entry.pw_name)
    }
}
