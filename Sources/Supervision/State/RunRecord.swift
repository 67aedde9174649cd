internal import Linux

/// What a run has started, for the run after it: pid and start time of each, in this boot.
struct RunRecord: Sendable, Equatable {
    struct Entry: Sendable, Equatable {
        var pid: Int32
        /// In clock ticks since boot.
        var start: UInt64
    }

    struct Service: Sendable, Equatable {
        var name: String
        /// Its pid is the session of all that the service did not move elsewhere.
        var warden: Entry
        var main: Entry?
    }

    private static let header = "devstack run 1"

    var boot: String
    var services: [Service] = []

    init(boot: String) {
        self.boot = boot
    }

    /// From a record's text; `nil` when it is none, or is cut short.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0] == Self.header, lines.last == "" else { return nil }
        boot = String(lines[1])
        for line in lines[2..<(lines.count - 1)] {
            let words = line.split(separator: " ", maxSplits: 4)
            guard words.count == 5, let warden = Self.entry(words[0], words[1]),
                let main = Self.entry(words[2], words[3])
            else { return nil }
            services.append(Service(name: String(words[4]), warden: warden, main: main.pid == 0 ? nil : main))
        }
    }

    private static func entry(_ pid: Substring, _ start: Substring) -> Entry? {
        guard let pid = Int32(pid), let start = UInt64(start) else { return nil }
        return Entry(pid: pid, start: start)
    }

    var text: String {
        var text = "\(Self.header)\n\(boot)\n"
        for service in services {
            let main = service.main ?? Entry(pid: 0, start: 0)
            text += "\(service.warden.pid) \(service.warden.start) \(main.pid) \(main.start) \(service.name)\n"
        }
        return text
    }
}

extension RunRecord {
    /// What is left of the run in a process table: the wardens, and what has lost its warden.
    func survivors(in table: ProcessTable) -> (wardens: [ProcessEntry], orphans: [ProcessEntry]) {
        var wardens: [ProcessEntry] = []
        var orphans: [ProcessEntry] = []
        for service in services {
            let named = table.entries.first { $0.pid == service.warden.pid }
            if let named, named.start == service.warden.start {
                if !named.isZombie { wardens.append(named) }
                continue
            }
            for entry in table.entries where !entry.isZombie {
                let isMain = entry.pid == service.main?.pid && entry.start == service.main?.start
                // A number in use again is another session, whatever its members' age.
                let isOfSession =
                    named == nil && entry.session == service.warden.pid && entry.start >= service.warden.start
                if isMain || isOfSession { orphans.append(entry) }
            }
        }
        let below = orphans.flatMap { table.descendants(of: $0.pid) }
        let known = Set(orphans)
        orphans += Set(below).subtracting(known).filter { !$0.isZombie }.sorted { $0.pid < $1.pid }
        return (wardens, orphans)
    }
}
