import Glibc
internal import Linux

/// Whether a stack is up, told from outside.
package enum RunPresence {
    /// The process that runs the stack of this state folder; `nil` while none does.
    ///
    /// The lock itself is not tried: a run that began at that moment would find it taken. /proc/locks tells whose it is.
    package static func holder(ofStateDirectory path: String) -> Int32? {
        let lock = path + "/lock"
        var status = stat()
        let text = String(decoding: ProcessFiles.contents(of: lock), as: UTF8.self)
        guard stat(lock, &status) == 0, let pid = text.split(separator: "\n").first.flatMap({ Int32($0) }) else {
            return nil
        }
        let locks = String(decoding: ProcessFiles.contents(of: "/proc/locks"), as: UTF8.self)
        let isHeld = locks.split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.contains("FLOCK") && words.contains("WRITE") && words.contains(Substring("\(pid)"))
                && words.contains { $0.hasSuffix(":\(status.st_ino)") }
        }
        return isHeld ? pid : nil
    }
}
