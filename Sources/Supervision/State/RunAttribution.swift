internal import Linux
internal import StackModel

/// Which stack's a process is: by the devstack above it, or by the record of a run that is no more.
struct RunAttribution {
    let table: ProcessTable
    /// By the process that runs it.
    let stacks: [Int32: RunningStack]
    /// What an earlier run of the stack here has left, by pid.
    var leftovers: [Int32: ListenerReport.Owner] = [:]

    func owner(of pid: Int32) -> ListenerReport.Owner? {
        var lineage: [ProcessEntry] = []
        var next = table.entry(of: pid)
        while let entry = next, !lineage.contains(where: { $0.pid == entry.pid }) {
            // The nearest one: a devstack may run below a service of another.
            if let stack = stacks[entry.pid] { return stack.owner(of: lineage, in: table) }
            lineage.append(entry)
            next = table.entry(of: entry.parent)
        }
        return leftovers[pid]
    }
}

extension RunAttribution {
    /// Adds what is left of the run in this state folder, when nobody runs its stack.
    mutating func addLeftovers(ofStateDirectory path: String, directory: String) {
        let text = String(decoding: ProcessFiles.contents(of: path + "/run"), as: UTF8.self)
        guard var record = RunRecord(text: text), record.boot == ProcessFiles.bootIdentifier() else { return }
        let mark = record.mark.variable
        let left = record.survivors(in: table) { ProcessFiles.environment(of: $0.pid).contains(mark) }
        for entry in left.orphans + left.wardens.flatMap({ table.descendants(of: $0.pid) }) {
            let above = table.lineage(of: entry.pid).compactMap(table.entry)
            leftovers[entry.pid] = ListenerReport.Owner(
                directory: directory, service: record.service(of: above, in: table), runner: nil)
        }
    }
}
