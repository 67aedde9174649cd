package import Linux
package import StackModel

/// Who listens on this machine, asked of the kernel and of /proc once.
package struct PortLook: Sendable {
    /// The stack whose ports are of interest.
    package struct Place: Sendable {
        package var directory: String
        package var stateDirectory: String

        package init(directory: String, stateDirectory: String) {
            self.directory = directory
            self.stateDirectory = stateDirectory
        }
    }

    /// By port, then by address.
    package let listeners: [FoundListener]
    /// Whether the stack here is up; `down` without one.
    package let presence: PortReport.Presence
    /// Why no process can be seen at all; `nil` when /proc can be read.
    package let blindness: String?
    /// Whether the kernel tells of UDP.
    package let seesDatagrams: Bool

    init(
        listeners: [FoundListener], presence: PortReport.Presence, blindness: String? = nil, seesDatagrams: Bool = true
    ) {
        self.listeners = listeners
        self.presence = presence
        self.blindness = blindness
        self.seesDatagrams = seesDatagrams
    }

    /// Processes are looked through only if somebody listens on one of the ports.
    ///
    /// - Parameter ports: none means all.
    /// - Throws: when the kernel does not tell who listens.
    package init(ports: Set<UInt16>, at place: Place?) throws(SystemError) {
        let table = try ListenerTable()
        let datagrams = try table.datagrams()
        seesDatagrams = datagrams != nil
        var users = UserNames()
        var found = try [(ListenerReport.Transport.tcp, table.current()), (.udp, datagrams ?? [])].flatMap {
            transport, sockets in
            sockets.filter { ports.isEmpty || ports.contains($0.port) }.map {
                FoundListener(socket: $0, transport: transport, user: users.name(of: $0.user))
            }
        }
        let runner = place.flatMap { RunPresence.holder(ofStateDirectory: $0.stateDirectory) }
        let isClosed = place.map { RunPresence.isClosed($0.stateDirectory) } ?? false
        presence = runner.map(PortReport.Presence.up) ?? (isClosed ? .unknown : .down)
        var blindness: String?
        if !found.isEmpty {
            do throws(SystemError) {
                Self.name(&found, in: try ProcessTable.current(), at: place, runner: runner, &users)
            } catch {
                blindness = "\(error)"
            }
        }
        self.blindness = blindness
        listeners = found.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    /// Fills in who holds each, and whose those are.
    private static func name(
        _ found: inout [FoundListener], in table: ProcessTable, at place: Place?, runner: Int32?,
        _ users: inout UserNames
    ) {
        let holders = SocketHolders(of: Set(found.map(\.socket.inode)), among: table).processes
        guard !holders.isEmpty else { return }
        var attribution = RunAttribution(table: table, stacks: RunPresence.all())
        if let place, runner == nil {
            attribution.addLeftovers(ofStateDirectory: place.stateDirectory, directory: place.directory)
        }
        var known: [Int32: (holder: ListenerReport.Holder, owner: ListenerReport.Owner?)] = [:]
        for index in found.indices {
            for entry in holders[found[index].socket.inode] ?? [] {
                let process =
                    known[entry.pid]
                    ?? (
                        users.holder(entry, ofSocketOf: found[index].socket.user), attribution.owner(of: entry.pid)
                    )
                known[entry.pid] = process
                found[index].holders.append(process.holder)
                guard var owner = process.owner, found[index].owner?.service == nil else { continue }
                // The same folder may have several paths.
                if let place, owner.runner == runner { owner.directory = place.directory }
                found[index].owner = owner
            }
            found[index].putRunnerLast()
        }
    }
}

extension FoundListener {
    fileprivate var order: [Int] {
        [Int(socket.port), socket.address.isVersion6 ? 1 : 0] + socket.address.bytes.map(Int.init)
            + [transport == .tcp ? 0 : 1]
    }
}
