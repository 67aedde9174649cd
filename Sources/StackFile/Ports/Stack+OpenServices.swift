internal import StackModel

extension Stack {
    /// Notes with each check which services' open ports it names.
    ///
    /// - Parameter tree: that of the stack file, its variables replaced.
    mutating func noteOpenServices(in tree: Node, _ standIns: [StandIn]) {
        guard !standIns.isEmpty, let entries = tree.entries?.first(where: { $0.key.text == "checks" })?.value.entries
        else { return }
        for index in checks.indices {
            guard let entry = entries.first(where: { $0.key.text == checks[index].name.value }) else { continue }
            checks[index].openServices = entry.value.openServices(standIns)
        }
    }
}
