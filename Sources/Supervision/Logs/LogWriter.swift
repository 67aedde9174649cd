import Glibc
internal import Linux
internal import StackModel

/// One service's log file.
///
/// A log that cannot be written must not end the stack. What could not be written is counted, and the file says how much it
/// was as soon as it can be written again.
struct LogWriter {
    private let path: String
    private let folder: String
    var rotation: LogRotation
    private var file: Descriptor?
    private var size = 0
    private var linesLost = 0

    init(service: String, in folder: String, rotation: LogRotation) {
        path = "\(folder)/\(service).log"
        self.folder = folder
        self.rotation = rotation
    }

    /// Writes lines of this service, in one go, to a new file if they would make this one too large.
    mutating func write(_ lines: some Collection<LogLine>) throws(SystemError) {
        guard let first = lines.first else { return }
        do throws(SystemError) {
            var text = try opened(at: first.time)
            if linesLost > 0 { Self.append(Self.words(forLost: linesLost), at: first.time, to: &text) }
            LogRecord.append(lines, to: &text)
            if size > 0, size + text.count > rotation.maxSize { try rotate() }
            try file?.write(text)
            size += text.count
            linesLost = 0
        } catch {
            linesLost += lines.count
            if let file { LogFile.cut(file, to: size) }
            throw error
        }
    }

    /// - Returns: what is to stand before the first line of this run, or of a file that takes the place of a removed one.
    private mutating func opened(at time: LogTime) throws(SystemError) -> [UInt8] {
        let isRemoved = file.map(LogFile.isRemoved) ?? false
        guard file == nil || isRemoved else { return [] }
        let opened = try LogFile.open(path, in: folder)
        let state = try LogFile.state(of: opened)
        file = opened
        size = state.size
        var text: [UInt8] = state.isWhole ? [] : [LogRecord.lineFeed]
        Self.append(
            isRemoved
                ? "this file was removed, and goes on here" : "a run of devstack begins (pid \(getpid()))",
            at: time, to: &text)
        return text
    }

    /// Where the older files cannot be renamed, this one goes on.
    private mutating func rotate() throws(SystemError) {
        try LogFile.rotate(path, keeping: rotation.maxFiles)
        file = nil
        file = try LogFile.open(path, in: folder)
        size = 0
    }

    private static func append(_ words: String, at time: LogTime, to text: inout [UInt8]) {
        LogRecord.append(
            [LogLine(service: 0, stream: .devstack, time: time, bytes: Array(words.utf8))], to: &text)
    }

    private static func words(forLost count: Int) -> String {
        count == 1
            ? "1 line is missing: it could not be written" : "\(count) lines are missing: they could not be written"
    }
}
