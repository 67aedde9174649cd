package import Linux
package import StackModel

/// The lines of several services' logs, by the time at which they were written.
package struct LogReader {
    private let folder: String
    private let filter: LogFilter
    private let isFollowing: Bool
    /// Whether services that are not known yet are wanted as well.
    private let findsOthers: Bool
    /// By name; a line says which of them it is of by its place. What comes while it is followed is added.
    package private(set) var services: [String] = []
    /// Each service's place, by the name of its file.
    private var places: [String: Int] = [:]
    private var cursors: [LogCursor]
    private var watch: FolderWatch?

    /// How much is handed out in one go, in bytes.
    private static let batch = 65_536

    /// - Parameters:
    ///   - folder: where the logs are.
    ///   - services: those that are wanted, by name. When a request that follows names none, whatever else is written
    ///     in the folder from now on is wanted too.
    /// - Throws: an error of `Regex` when the pattern is none, and a `SystemError` when the folder cannot be watched.
    package init(folder: String, services: [String], request: LogRequest) throws {
        self.folder = folder
        filter = try LogFilter(request)
        isFollowing = request.follows
        findsOthers = request.follows && request.services.isEmpty
        cursors = []
        // Logs of services that are gone: only what comes to them is wanted.
        let others = findsOthers ? LogFile.services(in: folder).filter { !services.contains($0) } : []
        // Watched before it is read: what changes in between is looked at again.
        watch = request.follows ? try FolderWatch(folder) : nil
        for name in services { add(name, tail: request.tail) }
        for name in others { add(name, tail: 0) }
        findOthers()
    }

    private mutating func add(_ name: String, tail: Int? = nil) {
        let place = services.count
        services.append(name)
        places[name + LogFile.suffix] = place
        cursors.append(
            LogCursor(
                path: "\(folder)/\(name)\(LogFile.suffix)", service: place, isFollowing: isFollowing, filter: filter,
                tail: tail))
    }

    /// All of what is written to logs that were not there before.
    private mutating func findOthers() {
        guard findsOthers else { return }
        for name in LogFile.services(in: folder) where places[name + LogFile.suffix] == nil { add(name) }
    }

    /// What can be read when a log has changed; `nil` when no lines to come are wanted.
    package var descriptor: Descriptor? { watch?.descriptor }

    /// Looks at every log again, whatever was told of changes.
    package mutating func lookAgain() {
        for index in cursors.indices { cursors[index].isStale = true }
    }

    /// The next lines, some 64 KiB of them; none when there are none now.
    package mutating func next() throws(SystemError) -> [LogLine] {
        var lines: [LogLine] = []
        var bytes = 0
        try fill()
        while bytes < Self.batch, let index = earliest(), let line = cursors[index].line {
            cursors[index].advance()
            if cursors[index].line == nil { try fill() }
            // What is passed over counts as well, so that whoever waits is not kept for long.
            bytes += 64
            guard filter.takes(line) else { continue }
            bytes += line.bytes.count
            lines.append(line)
        }
        return lines
    }

    /// Whether there are lines left that need no reading.
    package var hasMore: Bool { cursors.contains { $0.line != nil } }

    private func earliest() -> Int? {
        var best: (index: Int, time: LogTime)?
        for (index, cursor) in cursors.enumerated() {
            if let time = cursor.line?.time, time < best?.time ?? LogTime(microseconds: .max) { best = (index, time) }
        }
        return best?.index
    }

    /// Gets a line from every log that has one. What was written before a line that was read has been read then as well.
    private mutating func fill() throws(SystemError) {
        var isAgain = true
        while isAgain {
            try noteChanges()
            isAgain = false
            for index in cursors.indices where cursors[index].line == nil && cursors[index].isStale {
                try cursors[index].fill()
                if watch != nil, cursors[index].line != nil { isAgain = true }
            }
        }
    }

    private mutating func noteChanges() throws(SystemError) {
        switch try watch?.take() {
        case nil: break
        case .any:
            lookAgain()
            findOthers()
        case .names(let names):
            for name in names {
                if let place = places[name] {
                    cursors[place].isStale = true
                } else if findsOthers, name.hasSuffix(LogFile.suffix) {
                    add(String(name.dropLast(LogFile.suffix.count)))
                }
            }
        }
    }
}
