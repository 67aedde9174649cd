import Glibc
internal import Linux
internal import StackModel

/// A place in one service's log, which goes on from file to file.
struct LogCursor {
    private let path: String
    private let service: Int
    private let isFollowing: Bool
    private var file: Descriptor?
    /// Those that come after it, the oldest first.
    private var queue: [Descriptor]
    private var offset = 0
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var place = 0
    private var lastTime = LogTime(microseconds: 0)
    /// Whether its files may hold more than was read.
    var isStale = true
    /// The next line, once there is one.
    private(set) var line: LogLine?

    private static let chunk = 65_536

    /// - Parameters:
    ///   - service: what its lines are to say of whose they are.
    ///   - isFollowing: whether it goes on with what is written later.
    init(path: String, service: Int, isFollowing: Bool, filter: LogFilter, tail: Int?) {
        self.path = path
        self.service = service
        self.isFollowing = isFollowing
        queue = LogFile.openAll(path)
        if let since = filter.since {
            // What was written last in it is too old; the time of day may have been set back a little.
            let bound = Double(since.microseconds) / 1e6 - 60
            queue.removeAll { file in LogFile.status(of: file).map { $0.writtenAt < bound } ?? true }
        }
        if let tail {
            let start = LogTail.start(of: tail, in: queue, service: service, filter: filter)
            queue.removeFirst(min(start.file, queue.count))
            if !queue.isEmpty { open(queue.removeFirst(), at: start.offset) }
        }
        if !isFollowing, let end = queue.last ?? file { self.end = LogFile.status(of: end)?.size ?? 0 }
    }

    /// Of the last file, in bytes: what is written later is not looked at.
    private var end = Int.max

    /// Goes on to the next line that is in memory.
    mutating func advance() {
        let found = buffer[place...].firstIndex(of: LogRecord.lineFeed)
        guard let found else {
            line = nil
            return
        }
        line = record(place..<found)
        place = found + 1
    }

    /// Reads on until there is a line, or for now no more.
    mutating func fill() throws(SystemError) {
        while line == nil {
            var isMore = try read()
            if !isMore { isMore = next() }
            guard isMore else {
                isStale = false
                return
            }
            if line == nil { advance() }
        }
    }

    /// - Returns: whether there was something.
    private mutating func read() throws(SystemError) -> Bool {
        guard let file else { return false }
        // Behind the end only the rest of a line is wanted that was being written.
        if queue.isEmpty, offset >= end, buffer.count == place || buffer.last == LogRecord.lineFeed { return false }
        buffer.removeFirst(place)
        place = 0
        let known = buffer.count
        buffer += repeatElement(0, count: Self.chunk)
        let wanted = queue.isEmpty && offset < end ? min(Self.chunk, end - offset) : Self.chunk
        var failure: SystemError?
        let count = buffer.withUnsafeMutableBytes { bytes in
            do throws(SystemError) {
                return try LogFile.read(file, at: offset, into: .init(rebasing: bytes[known..<known + wanted]))
            } catch {
                failure = error
                return 0
            }
        }
        buffer.removeLast(Self.chunk - count)
        if let failure { throw failure }
        if offset + count > end, queue.isEmpty, let lineFeed = buffer[known...].firstIndex(of: LogRecord.lineFeed) {
            buffer.removeLast(buffer.count - lineFeed - 1)
        }
        offset += count
        return count > 0
    }

    /// Goes on to the next file, with what a crash has left of this one's last line.
    ///
    /// - Returns: whether there is something to go on with.
    private mutating func next() -> Bool {
        if queue.isEmpty, isFollowing, findSuccessors() { return true }
        if file != nil, !queue.isEmpty || !isFollowing, place < buffer.count {
            line = record(place..<buffer.count)
            buffer = []
            place = 0
            return true
        }
        guard !queue.isEmpty else { return false }
        open(queue.removeFirst(), at: 0)
        return true
    }

    private mutating func open(_ file: Descriptor, at offset: Int) {
        self.file = file
        self.offset = offset
        buffer = []
        place = 0
    }

    /// Whether the name is another file's by now: this one is complete then, and may still have to be read to its end.
    private mutating func findSuccessors() -> Bool {
        guard let now = LogFile.status(at: path) else { return false }
        guard let file, let own = LogFile.status(of: file) else {
            queue = LogFile.openAll(path)
            return !queue.isEmpty
        }
        if own.isSameFile(as: now) { return false }
        let all = LogFile.openAll(path)
        let place = all.firstIndex { LogFile.status(of: $0).map(own.isSameFile) ?? false }
        queue = Array(all[(place.map { $0 + 1 } ?? 0)...])
        if place == nil {
            line = LogLine(
                service: service, stream: .devstack, time: lastTime,
                bytes: Array("lines are missing: they were gone before they could be read".utf8))
        }
        return !queue.isEmpty
    }

    private mutating func record(_ range: Range<Int>) -> LogLine {
        let head = buffer.withUnsafeBytes { LogRecord.head(of: .init(rebasing: $0[range])) }
        guard let head else {
            // Torn by a crash, or no log of ours.
            return LogLine(service: service, stream: .output, time: lastTime, bytes: Array(buffer[range]))
        }
        lastTime = head.time
        return LogLine(
            service: service, stream: head.stream, time: head.time,
            bytes: Array(buffer[(range.lowerBound + LogRecord.headLength)..<range.upperBound]),
            continues: head.continues)
    }
}
