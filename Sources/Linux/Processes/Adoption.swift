import CLinux
import Glibc

/// Orphans below this process, and what becomes of them.
package enum Adoption {
    /// From now on they become this process's own children: PR_SET_CHILD_SUBREAPER, prctl(2).
    package static func begin() throws(SystemError) {
        let result = devstack_become_subreaper()
        guard result >= 0 else { throw SystemError("prctl", "PR_SET_CHILD_SUBREAPER", code: -result) }
    }

    /// Takes note of the end of a child: waitid(2), without waiting.
    ///
    /// - Returns: whether it has ended; also when it is no child of this process.
    package static func reap(_ pid: Int32) -> Bool {
        var code: Int32 = 0
        var status: Int32 = 0
        return devstack_wait(pid, 0, &code, &status) != 0
    }
}
