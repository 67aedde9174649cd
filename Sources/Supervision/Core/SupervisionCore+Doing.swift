internal import Linux

/// What a service does instead of becoming ready.
extension SupervisionCore {
    /// How many processes beside the main one are named.
    private static let processesNamed = 3

    /// Its processes: what each of them does, and which program it is.
    func state(of index: Int) -> String {
        guard plans[index].isProcess else { return "it is still starting" }
        let below = belowWarden(of: index)
        let main = runs[index].main.flatMap { known in below.first { $0.pid == known.pid && $0.start == known.start } }
        var words: String
        if let exit = runs[index].mainExit {
            words = "its main process \(exit.verb)"
        } else if let main {
            words = "it \(Self.doing(main.state)) (pid \(main.pid), \(Self.program(main)))"
        } else if runs[index].main != nil {
            words = "its main process has just ended"
        } else {
            return "its program has not been started yet"
        }
        let others = below.filter { $0.pid != main?.pid }
        if !others.isEmpty {
            let named = others.suffix(Self.processesNamed).map {
                "\(Self.program($0)) (pid \($0.pid)) \(Self.doing($0.state))"
            }
            let more = others.count - named.count
            words += ", and below it " + (more > 0 ? "\(more) more, " : "") + named.joined(separator: ", ")
        }
        return words
    }

    /// How to let it go on, if that is all.
    func remedyForState(of index: Int) -> String? {
        let stopped = belowWarden(of: index).filter { $0.state == .stopped }.map { "\($0.pid)" }
        return stopped.isEmpty
            ? nil : "A signal has stopped it; let it go on: kill -CONT \(stopped.joined(separator: " "))."
    }

    /// `, and listens on 127.0.0.1:80 (IPv4)`: what nobody asked for may be what was meant.
    func listensOn(_ index: Int) -> String {
        guard plans[index].isProcess, !plans[index].listeners.contains(where: \.isRequired),
            let sockets = try? watch.listeners().current(), let processes = try? ProcessTable.current()
        else { return "" }
        let inodes = ownSockets(of: index, in: processes)
        let own = Set(sockets.filter { inodes.contains($0.inode) })
        return own.isEmpty ? "" : "; it listens on \(Self.list(own))"
    }

    static func list(_ sockets: some Sequence<ListeningSocket>) -> String {
        sockets.map { socket in
            let family = socket.takesBothFamilies ? "both families" : socket.address.isVersion6 ? "IPv6" : "IPv4"
            return "\(socket) (\(family))"
        }.sorted().joined(separator: " and ")
    }

    private func belowWarden(of index: Int) -> [ProcessEntry] {
        guard let warden = runs[index].warden, let table = try? ProcessTable.current() else { return [] }
        return table.descendants(of: warden.pid)
    }

    private static func program(_ entry: ProcessEntry) -> String {
        let line = entry.commandLine
        return line.count > 80 ? line.prefix(79) + "…" : line
    }

    private static func doing(_ state: ProcessState) -> String {
        switch state {
        case .running: "is busy"
        case .sleeping: "waits"
        case .uninterruptible: "waits in the kernel"
        case .stopped: "is stopped"
        case .traced: "is held by a debugger"
        case .zombie: "has ended and is a zombie"
        }
    }
}
