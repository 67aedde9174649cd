import Glibc

/// What runs on the machine with a fixture's mark in its environment.
package enum ProcessScan {
    package struct Found: Sendable, CustomStringConvertible {
        package var pid: pid_t
        package var command: String
        package var description: String { "\(pid) \(command)" }
    }

    /// The children of a process, oldest first: proc_pid_stat(5), field 4.
    package static func children(of parent: pid_t) -> [pid_t] {
        namesInFolder("/proc").compactMap { name in
            guard let pid = pid_t(name), let stat = readWhole("/proc/\(name)/stat") else { return nil }
            guard let end = stat.lastIndex(of: ")") else { return nil }
            return stat[end...].split(separator: " ")[2] == "\(parent)" ? pid : nil
        }.sorted()
    }

    /// Every live process (no zombie) that was started, however indirectly, through this fixture.
    package static func processes(of fixture: Fixture) -> [Found] {
        let mark = Array("DEVSTACK_FIXTURE=\(fixture.mark)".utf8)
        return namesInFolder("/proc").compactMap { name in
            guard let pid = pid_t(name), let environment = readWhole("/proc/\(name)/environ") else { return nil }
            guard environment.utf8.split(separator: 0).contains(where: { $0.elementsEqual(mark) }) else { return nil }
            guard let stat = readWhole("/proc/\(name)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
            guard !stat[end...].dropFirst(2).hasPrefix("Z") else { return nil }
            let command = (readWhole("/proc/\(name)/cmdline") ?? "").split(separator: "\0").joined(separator: " ")
            return Found(pid: pid, command: command)
        }
    }
}
