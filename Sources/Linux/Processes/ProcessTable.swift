import CLinux

/// All processes at one moment, and who is whose child.
package struct ProcessTable: Sendable {
    package let entries: [ProcessEntry]
    private let children: [Int32: [Int]]
    private let places: [Int32: Int]

    package init(entries: [ProcessEntry]) {
        self.entries = entries
        children = Dictionary(grouping: entries.indices) { entries[$0].parent }
        places = Dictionary(entries.enumerated().map { ($1.pid, $0) }) { first, _ in first }
    }

    /// Reads /proc: some 5 µs for each process of the machine.
    package static func current() throws(SystemError) -> ProcessTable {
        var capacity = 1024
        while true {
            var found = 0
            let list = [devstack_process](unsafeUninitializedCapacity: capacity) { buffer, count in
                found = devstack_process_list(buffer.baseAddress, buffer.count)
                count = max(0, min(found, buffer.count))
            }
            guard found >= 0 else { throw SystemError("open", "/proc", code: Int32(-found)) }
            if found <= capacity { return ProcessTable(entries: list.map(ProcessEntry.init)) }
            capacity = found + found / 4
        }
    }

    package func entry(of pid: Int32) -> ProcessEntry? {
        places[pid].map { entries[$0] }
    }

    /// A process and all above it.
    package func lineage(of pid: Int32) -> Set<Int32> {
        var found: Set<Int32> = []
        var next = pid
        while let entry = entry(of: next), found.insert(next).inserted { next = entry.parent }
        return found
    }

    package func children(of pid: Int32) -> [ProcessEntry] {
        (children[pid] ?? []).map { entries[$0] }
    }

    /// Everything below a process, parents before their children.
    package func descendants(of pid: Int32) -> [ProcessEntry] {
        var found = children(of: pid)
        var next = 0
        while next < found.count {
            found += children(of: found[next].pid)
            next += 1
        }
        return found
    }
}
