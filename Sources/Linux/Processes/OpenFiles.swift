import Glibc

/// Which files the processes of this user have open.
package enum OpenFiles {
    /// Whether another process has this file open, of those that this user may look at: proc_pid_fd(5).
    package static func isOpen(_ path: String) -> Bool {
        guard let processes = opendir("/proc") else { return false }
        defer { closedir(processes) }
        while let entry = readdir(processes) {
            guard let pid = Int32(name(of: entry)), pid != getpid() else { continue }
            if holds(path, pid) { return true }
        }
        return false
    }

    /// The paths of what a process has open, as far as they end so; none when this user may not look.
    package static func paths(of pid: Int32, endingIn suffix: String) -> [String] {
        guard let files = opendir("/proc/\(pid)/fd") else { return [] }
        defer { closedir(files) }
        var paths: [String] = []
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        while let entry = readdir(files) {
            let count = readlink("/proc/\(pid)/fd/\(name(of: entry))", &target, target.count)
            guard count > 0 else { continue }
            let path = String(decoding: target.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
            if path.hasSuffix(suffix) { paths.append(path) }
        }
        return paths
    }

    private static func holds(_ path: String, _ pid: Int32) -> Bool {
        guard let files = opendir("/proc/\(pid)/fd") else { return false }
        defer { closedir(files) }
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        while let entry = readdir(files) {
            let count = readlink("/proc/\(pid)/fd/\(name(of: entry))", &target, target.count)
            guard count == path.utf8.count else { continue }
            if target.prefix(count).elementsEqual(path.utf8.map(CChar.init(bitPattern:))) { return true }
        }
        return false
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) { name in
            name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }
}
