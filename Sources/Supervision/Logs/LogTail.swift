internal import Linux
internal import StackModel

/// Where the last lines of a log begin, looked for from its end.
enum LogTail {
    /// How much is looked at in one go; much more than the longest record.
    private static let window = 1 << 20

    /// - Parameter files: the oldest first.
    /// - Returns: which file, and where in it; the end of all when none is wanted.
    static func start(
        of count: Int, in files: [Descriptor], service: Int, filter: LogFilter
    ) -> (file: Int, offset: Int) {
        guard let last = files.last else { return (0, 0) }
        var left = count
        var start = (file: files.count - 1, offset: LogFile.status(of: last)?.size ?? 0)
        for index in files.indices.reversed() {
            var end = LogFile.status(of: files[index])?.size ?? 0
            while end > 0, left > 0 {
                let found = wanted(in: files[index], before: &end, service: service, filter: filter)
                if let first = found.suffix(left).first { start = (index, first) }
                left -= min(left, found.count)
            }
            if left == 0 { break }
        }
        return start
    }

    /// Where the lines that are wanted begin in the last window before `end`, which becomes where that window begins.
    private static func wanted(
        in file: Descriptor, before end: inout Int, service: Int, filter: LogFilter
    ) -> [Int] {
        let begin = max(0, end - window)
        let length = end - begin
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            filled = 0
            while filled < length {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<length])
                guard let count = try? LogFile.read(file, at: begin + filled, into: rest), count > 0 else { break }
                filled += count
            }
        }
        // The first line of a window may be the end of one.
        var place = begin == 0 ? 0 : (bytes.firstIndex(of: LogRecord.lineFeed).map { $0 + 1 } ?? bytes.count)
        // A line that fills it all is none of ours: it is stepped over.
        let first = place == bytes.count ? 0 : place
        var found: [Int] = []
        while place < bytes.count {
            let lineEnd = bytes[place...].firstIndex(of: LogRecord.lineFeed) ?? bytes.count
            if takes(bytes, place..<lineEnd, service: service, filter: filter) { found.append(begin + place) }
            place = lineEnd + 1
        }
        end = begin + first
        return found
    }

    private static func takes(_ bytes: [UInt8], _ range: Range<Int>, service: Int, filter: LogFilter) -> Bool {
        if filter.isOpen { return true }
        guard let head = bytes.withUnsafeBytes({ LogRecord.head(of: .init(rebasing: $0[range])) }) else { return false }
        let text = Array(bytes[(range.lowerBound + LogRecord.headLength)..<range.upperBound])
        return filter.takes(LogLine(service: service, stream: head.stream, time: head.time, bytes: text))
    }
}
