import CLinux
import Glibc

/// What /proc says of one process.
package enum ProcessFiles {
    /// The inodes of the sockets that it has open: proc_pid_fd(5).
    ///
    /// - Returns: `nil` when this user may not look, or the process is no more.
    package static func sockets(of pid: Int32) -> Set<UInt32>? {
        socketList(of: pid).map { Set($0) }
    }

    /// The same as a list, in which a socket stands as often as it is open.
    static func socketList(of pid: Int32) -> [UInt32]? {
        var capacity = 256
        while true {
            var found = 0
            let inodes = [UInt32](unsafeUninitializedCapacity: capacity) { buffer, count in
                found = devstack_process_sockets(pid, buffer.baseAddress, buffer.count)
                count = max(0, min(found, buffer.count))
            }
            if found < 0 { return nil }
            if found <= capacity { return inodes }
            capacity = found + found / 4
        }
    }

    /// Its arguments with blanks between, or its name in brackets where it has none; `a process` when it is no more.
    package static func commandLine(of pid: Int32) -> String {
        arguments(of: pid).joined(separator: " ")
    }

    /// Its arguments, those that are empty left out; where it has none, its name in brackets, or `a process` when it is
    /// no more.
    package static func arguments(of pid: Int32) -> [String] {
        let bytes = contents(of: "/proc/\(pid)/cmdline")
        let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        if !words.isEmpty { return words }
        let name = String(decoding: contents(of: "/proc/\(pid)/comm").prefix { $0 != 10 }, as: UTF8.self)
        return [name.isEmpty ? "a process" : "[\(name)]"]
    }

    /// The user as whom it acts; `nil` when it is no more.
    package static func user(of pid: Int32) -> UInt32? {
        // The folder is its user's, or root's where the process is not to be looked into: proc(5). The file is dear.
        var folder = stat()
        if stat("/proc/\(pid)", &folder) == 0, folder.st_uid != 0 { return folder.st_uid }
        // The effective one of `Uid:`, proc_pid_status(5).
        let status = contents(of: "/proc/\(pid)/status")
        guard let line = status.split(separator: 10).first(where: { $0.starts(with: "Uid:".utf8) }) else { return nil }
        let words = line.split { $0 == 9 || $0 == 32 }
        return words.count > 2 ? UInt32(String(decoding: words[2], as: UTF8.self)) : nil
    }

    /// The environment that it was started with, as `NAME=value`, the first 64 KiB of it; empty when this user may not
    /// look: proc_pid_environ(5).
    package static func environment(of pid: Int32) -> [String] {
        contents(of: "/proc/\(pid)/environ").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The random identifier of this boot: with it, a pid and its start time are unique for ever.
    package static func bootIdentifier() -> String {
        String(decoding: contents(of: "/proc/sys/kernel/random/boot_id").prefix { $0 != 10 }, as: UTF8.self)
    }

    /// A file of /proc, up to 64 KiB unless said otherwise; empty when it cannot be read.
    package static func contents(of path: String, limit: Int = 65_536) -> [UInt8] {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return [] }
        let file = Descriptor(number)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < limit, let count = try? file.read(into: &chunk), count > 0 {
            bytes += chunk.prefix(count)
        }
        return bytes
    }
}
