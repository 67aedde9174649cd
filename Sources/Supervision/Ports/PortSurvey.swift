import Glibc
internal import Linux

/// Whether the ports that a stack wants are free, before anything is started.
struct PortSurvey {
    struct Conflict: Equatable {
        /// The index of the plan.
        var service: Int
        var message: String
        var remedy: String
    }

    /// Who holds a socket.
    enum Holder: Equatable {
        case process(pid: Int32, command: String)
        /// Not ours to look at.
        case hidden
    }

    /// One conflict for each service whose ports a stranger listens on, at any address that one of its own covers.
    ///
    /// Takes a fraction of a millisecond when all is free; a scan of every process's descriptors when not.
    static func conflicts(
        wanted: [[ListenerPlan]], in table: ListenerTable
    ) throws(SystemError) -> [Conflict] {
        guard wanted.contains(where: { !$0.isEmpty }) else { return [] }
        var sockets = try table.current()
        if sockets.contains(where: { socket in wanted.joined().contains { socket.isInTheWay(of: $0) } }) {
            let own = ProcessFiles.sockets(of: getpid()) ?? []
            sockets.removeAll { own.contains($0.inode) }
        }
        var conflicts: [Conflict] = []
        for (service, listeners) in wanted.enumerated() {
            let inTheWay = sockets.filter { socket in listeners.contains { socket.isInTheWay(of: $0) } }
            guard !inTheWay.isEmpty else { continue }
            conflicts.append(conflict(of: service, with: inTheWay, holders: try holders(of: inTheWay)))
        }
        return conflicts
    }

    /// Who holds each of these sockets, the first process where there are several.
    static func holders(of sockets: [ListeningSocket]) throws(SystemError) -> [UInt32: Holder] {
        var found: [UInt32: Holder] = [:]
        for entry in try ProcessTable.current().entries {
            guard let inodes = ProcessFiles.sockets(of: entry.pid) else { continue }
            for socket in sockets where found[socket.inode] == nil && inodes.contains(socket.inode) {
                found[socket.inode] = .process(pid: entry.pid, command: entry.commandLine)
            }
            if found.count == sockets.count { break }
        }
        return found
    }

    static func conflict(of service: Int, with sockets: [ListeningSocket], holders: [UInt32: Holder]) -> Conflict {
        let port = sockets[0].port
        var pids: [Int32] = []
        let words = sockets.map { socket in
            if case .process(let pid, _)? = holders[socket.inode], !pids.contains(pid) { pids.append(pid) }
            return "\(socket) is held by \(describe(holders[socket.inode] ?? .hidden, user: socket.user))"
        }
        let remedy =
            pids.isEmpty
            ? "Choose another `port:`, or end that process as its user."
            : "End it with `kill \(pids.map(String.init).joined(separator: " "))`, or choose another `port:`."
        return Conflict(
            service: service, message: "port \(port) is taken: \(words.joined(separator: ", and "))", remedy: remedy)
    }

    static func describe(_ holder: Holder, user: UInt32) -> String {
        switch holder {
        case .process(let pid, let command): "pid \(pid) (\(command)) of user \(UserName.of(user))"
        case .hidden where user == getuid(): "a process of user \(UserName.of(user)) that cannot be seen from here"
        case .hidden: "a process of another user, \(UserName.of(user))"
        }
    }
}

extension ListeningSocket {
    func isInTheWay(of plan: ListenerPlan) -> Bool { port == plan.port && occupies(plan.address) }
}
