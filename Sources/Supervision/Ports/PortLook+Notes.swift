internal import Linux

extension PortLook {
    /// What could not be seen, and how it can be.
    ///
    /// - Parameter user: the name of the one who looks.
    package func notes(user: String, isRoot: Bool) -> [String] {
        var notes: [String] = []
        let hidden = listeners.filter(\.holders.isEmpty)
        if let blindness {
            notes.append("no process can be seen: \(blindness)")
        } else if !hidden.isEmpty {
            let owners = Set(hidden.map(\.user)).sorted().joined(separator: ", ")
            let isOne = hidden.count == 1
            let sockets = isOne ? "1 socket (of \(owners)) is" : "\(hidden.count) sockets (of \(owners)) are"
            notes.append(
                isRoot
                    ? "\(sockets) held by nobody who can be seen from here: the kernel itself, a process in a container, "
                        + "or one that even this root may not look into"
                    : "\(sockets) held by processes that user \(user) may not look into: "
                        + "`sudo devstack ports` shows \(isOne ? "it" : "them")")
        }
        if !seesDatagrams { notes.append("UDP sockets are not shown: this kernel does not tell of them") }
        return notes
    }
}
