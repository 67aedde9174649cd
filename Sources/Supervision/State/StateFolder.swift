import Glibc
internal import Linux

/// The stack's `.devstack` folder: one run at a time, and a record of what runs.
final class StateFolder: Sendable {
    let path: String
    /// Locked as long as it is open; the kernel lets go of it however this process ends.
    private let lock: Descriptor
    /// What the record of an earlier run holds, when that did not end in order.
    let earlier: RunRecord?

    private var recordPath: String { path + "/run" }

    /// Whether a run has left a record in the folder, which it would have removed had it ended in order.
    static func hasRecord(_ path: String) -> Bool { access(path + "/run", F_OK) == 0 }

    /// Makes the folder when it is missing, and takes its lock: flock(2).
    ///
    /// Throws when another run has it, and when the folder cannot be written.
    init(path: String) throws(SupervisionProblem) {
        self.path = path
        do throws(SystemError) {
            try UnversionedFolder.make(path)
            lock = try LogFile.open(path + "/lock", in: path)
        } catch {
            throw SupervisionProblem(
                "the stack's state cannot be kept: \(error)",
                remedy: error.isOutOfRoom
                    ? "Free some room on its disk." : "Make the folder \(path) writable for this user.")
        }
        let isFree = flock(lock.number, LOCK_EX | LOCK_NB) == 0
        let holder = String(decoding: ProcessFiles.contents(of: path + "/lock"), as: UTF8.self)
        guard isFree else {
            throw .alreadyRun(by: holder.split(separator: "\n").first.map(String.init))
        }
        // So that it can be watched before anything is written.
        mkdir(path + "/logs", 0o700)
        do throws(SystemError) {
            guard ftruncate(lock.number, 0) == 0 else { throw SystemError("ftruncate", path + "/lock") }
            try lock.write(Array("\(getpid())\n".utf8))
        } catch {
            throw SupervisionProblem(
                "the stack's state cannot be kept: \(error)", remedy: "Free some room on its disk.")
        }
        earlier = RunRecord(text: String(decoding: ProcessFiles.contents(of: path + "/run"), as: UTF8.self))
    }

    /// Whether nobody has the lock now.
    static func isFree(_ path: String) -> Bool {
        let number = open(path + "/lock", O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return true }
        let lock = Descriptor(number)
        return flock(lock.number, LOCK_EX | LOCK_NB) == 0
    }

    private static func write(_ text: String, to path: String) throws(SystemError) {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("open", path) }
        try Descriptor(number).write(Array(text.utf8))
    }

    /// Puts the record in place of the one before, whole or not at all: rename(2).
    ///
    /// Not synced: it says nothing after a reboot.
    func keep(_ record: RunRecord) throws(SystemError) {
        let new = recordPath + ".new"
        if unlink(new) != 0, errno != ENOENT { throw SystemError("unlink", new) }
        try Self.write(record.text, to: new)
        guard rename(new, recordPath) == 0 else { throw SystemError("rename", recordPath) }
    }

    func removeRecord() {
        unlink(recordPath)
    }
}
