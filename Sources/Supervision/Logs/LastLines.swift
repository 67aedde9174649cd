/// What a service said last, in memory for the report of its failure: few lines, and not many bytes of them.
struct LastLines {
    static let linesAtMost = 50
    static let bytesAtMost = 65_536

    private var lines: [[UInt8]] = []
    /// The oldest that is still kept.
    private var first = 0
    private var bytes = 0

    /// One that is longer than all may be together is kept alone.
    mutating func add(_ line: [UInt8]) {
        lines.append(line)
        bytes += line.count
        while lines.count - first > Self.linesAtMost || (bytes > Self.bytesAtMost && lines.count - first > 1) {
            bytes -= lines[first].count
            lines[first] = []
            first += 1
        }
        if first > Self.linesAtMost {
            lines.removeFirst(first)
            first = 0
        }
    }

    /// Oldest first, as text.
    var text: [String] { lines[first...].map { String(decoding: $0, as: UTF8.self) } }
}
