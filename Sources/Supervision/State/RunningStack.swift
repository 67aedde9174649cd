internal import Linux
internal import StackModel

/// A stack that is up, seen from outside.
struct RunningStack: Sendable, Equatable {
    /// The stack's folder.
    var directory: String
    var runner: Int32
    /// `nil` when it may not be read.
    var record: RunRecord?

    /// Whose a process below the runner is.
    ///
    /// - Parameter lineage: from the process up to the one just below the runner; empty of the runner itself.
    func owner(of lineage: [ProcessEntry], in table: ProcessTable) -> ListenerReport.Owner {
        ListenerReport.Owner(
            directory: directory, service: lineage.isEmpty ? nil : record?.service(of: lineage, in: table),
            runner: runner)
    }
}

extension RunRecord {
    /// The service that one of these processes is the warden or the main process of, or in whose sessions one is.
    func service(of lineage: [ProcessEntry], in table: ProcessTable) -> String? {
        let entries = Set(lineage.map { Entry(pid: $0.pid, start: $0.start) })
        let named = services.first { service in
            entries.contains(service.warden) || service.main.map(entries.contains) ?? false
        }
        if let named { return named.name }
        let sessions = Set(lineage.map(\.session))
        return services.first { service in
            ([service.warden] + service.sessions).contains { session in
                // A leader that is younger leads another session of that number.
                sessions.contains(session.pid) && table.entry(of: session.pid)?.start ?? 0 <= session.start
            }
        }?.name
    }
}
