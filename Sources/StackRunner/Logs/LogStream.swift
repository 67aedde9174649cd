internal import Diagnostics
import Linux
internal import Reporting
internal import StackModel
import Supervision

/// The logs of a stack as somebody asked for them, as bytes.
///
/// It reads the files with a place of its own in each, so that who reads slowly, or not at all, holds up nobody but itself.
package struct LogStream: Sendable {
    let folder: String
    /// Those of all services of the stack, in the order of its file, which gives each its colour; one that a reload adds
    /// comes after them once it writes.
    let names: [String]
    let request: LogRequest
    let style: Style

    /// The logs' own services that are wanted, by their places among the names.
    private var wanted: [Int] {
        request.services.isEmpty
            ? Array(names.indices) : names.indices.filter { request.services.contains(names[$0]) }
    }

    /// Reads on this thread, until there are no lines left; of a request that follows, until `end` can be read and what was
    /// written before has been handed out.
    ///
    /// - Parameters:
    ///   - output: where the bytes go, if its reader may leave while there is nothing to write.
    ///   - take: takes whole lines; nothing more is wanted once it returns `false`.
    /// - Returns: whether all was taken that there was; `false` when nobody takes any more.
    /// - Throws: an error of `Regex` when the pattern is none, or a `SystemError`.
    @discardableResult
    package func run(until end: Descriptor?, output: Int32? = nil, _ take: ([UInt8]) -> Bool) throws -> Bool {
        var names = names
        // Where a service of the reader stands among the names.
        var places: [Int?] = wanted
        var reader = try LogReader(folder: folder, services: wanted.map { names[$0] }, request: request)
        var formatter = LogFormatter(services: names, style: style)
        var isEnding = false
        while true {
            let lines = try reader.next()
            var text: [UInt8] = []
            for line in lines where line.service >= places.count || places[line.service] == nil {
                places += repeatElement(nil, count: max(0, line.service + 1 - places.count))
                places[line.service] = names.count
                names.append(reader.services[line.service])
                formatter = LogFormatter(services: names, style: style)
            }
            for var line in lines {
                line.service = places[line.service] ?? line.service
                switch request.format {
                case .text: formatter.append(line, showsTime: request.showsTimes, to: &text)
                case .json: LogObject.append(line, of: names[line.service], to: &text)
                }
            }
            if !text.isEmpty, !take(text) { return false }
            if reader.hasMore || !lines.isEmpty { continue }
            guard let changes = reader.descriptor, !isEnding else { return true }
            let events = Waiting.untilReadable([changes] + (end.map { [$0] } ?? []), output: output)
            if events.last == true { return false }
            if end != nil, events[1] {
                isEnding = true
                reader.lookAgain()
            }
        }
    }
}
