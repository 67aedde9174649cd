internal import Linux

/// What a run has started, for the run after it: pid and start time of each, in this boot.
struct RunRecord: Sendable, Equatable {
    struct Entry: Sendable, Hashable {
        var pid: Int32
        /// In clock ticks since boot.
        var start: UInt64
    }

    struct Service: Sendable, Equatable {
        var name: String
        /// Its pid is the session of all that the service did not move elsewhere.
        var warden: Entry
        var main: Entry?
        /// Further sessions of the service, each with the start of a process in it.
        var sessions: [Entry] = []
    }

    private static let header = "devstack run 3"

    var boot: String
    /// In the environment of all that the run starts.
    var mark: RunMark
    /// When the run itself was started, in clock ticks since boot: none of its processes is older.
    var since: UInt64
    var services: [Service] = []

    init(boot: String, mark: RunMark, since: UInt64 = 0) {
        self.boot = boot
        self.mark = mark
        self.since = since
    }

    /// From a record's text; `nil` when it is none, or is cut short.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines[0] == Self.header, lines.last == "" else { return nil }
        boot = String(lines[1])
        let words = lines[2].split(separator: " ")
        guard words.count == 2, let since = UInt64(words[1]) else { return nil }
        mark = RunMark(text: String(words[0]))
        self.since = since
        for line in lines[3..<(lines.count - 1)] {
            let words = line.split(separator: " ", maxSplits: 3)
            guard words.count == 4, let warden = Entry(text: words[0]), let main = Entry(text: words[1]) else {
                return nil
            }
            let sessions = words[2] == "-" ? [] : words[2].split(separator: ",").map(Entry.init(text:))
            guard !sessions.contains(nil) else { return nil }
            services.append(
                Service(
                    name: String(words[3]), warden: warden, main: main.pid == 0 ? nil : main,
                    sessions: sessions.compactMap { $0 }))
        }
    }

    var text: String {
        var text = "\(Self.header)\n\(boot)\n\(mark.text) \(since)\n"
        for service in services {
            let main = service.main ?? Entry(pid: 0, start: 0)
            let sessions = service.sessions.isEmpty ? "-" : service.sessions.map(\.text).joined(separator: ",")
            text += "\(service.warden.text) \(main.text) \(sessions) \(service.name)\n"
        }
        return text
    }
}

extension RunRecord {
    /// The sessions of these processes, the warden's own left out, each with the start of the eldest that is known.
    static func sessions(of processes: [ProcessEntry], beside warden: Int32) -> [Entry] {
        var starts: [Int32: UInt64] = [:]
        for process in processes where process.session != warden && !process.isZombie {
            starts[process.session] = min(starts[process.session] ?? .max, process.start)
        }
        return starts.map { Entry(pid: $0, start: $1) }.sorted { $0.pid < $1.pid }
    }
}

extension RunRecord.Entry {
    /// From `PID:START`.
    fileprivate init?(text: Substring) {
        let words = text.split(separator: ":")
        guard words.count == 2, let pid = Int32(words[0]), let start = UInt64(words[1]) else { return nil }
        self.init(pid: pid, start: start)
    }

    fileprivate var text: String { "\(pid):\(start)" }
}
