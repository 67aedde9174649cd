import Glibc
internal import Linux

/// Where every line goes: the service's file, the sink, and the last few to memory for a failure's report.
///
/// Lives on the supervision thread.
struct LogBook {
    private struct Page {
        var path: String
        var file: Descriptor?
        var hasFailed = false
        /// The oldest at `oldest` once it is full.
        var recent: [[UInt8]] = []
        var oldest = 0
    }

    /// Gives what of a line may be kept and shown; `nil` where all of it may.
    typealias Masker = @Sendable () -> (@Sendable ([UInt8]) -> [UInt8])?

    static let linesKept = 50

    private let folder: String
    private let sink: @Sendable ([LogLine]) -> Void
    private let masker: Masker
    private var pages: [Page]
    /// What went wrong with a file, once each.
    private(set) var problems: [String] = []

    init(
        folder: String, names: [String], sink: @escaping @Sendable ([LogLine]) -> Void,
        masker: @escaping LogBook.Masker = { nil }
    ) {
        self.folder = folder
        self.sink = sink
        self.masker = masker
        pages = names.map { Page(path: "\(folder)/\($0).log") }
    }

    /// Services that come to the ones that are there.
    mutating func add(names: [String]) {
        pages += names.map { Page(path: "\(folder)/\($0).log") }
    }

    /// Takes lines of any services, in order; one write for each run of lines of one service.
    mutating func take(_ lines: [LogLine]) {
        let lines = masked(lines)
        var rest = lines[...]
        while let service = rest.first?.service {
            let run = rest.prefix { $0.service == service }
            rest = rest.dropFirst(run.count)
            var text: [UInt8] = []
            text.reserveCapacity(run.reduce(0) { $0 + $1.bytes.count + 1 })
            for line in run {
                text += line.bytes
                text.append(UInt8(ascii: "\n"))
            }
            for line in run.suffix(Self.linesKept) { keep(line.bytes, of: service) }
            write(text, of: service)
        }
        if !lines.isEmpty { sink(lines) }
    }

    /// What a service said last, oldest first, as text.
    func lastLines(of service: Int) -> [String] {
        let page = pages[service]
        let ordered = page.recent[page.oldest...] + page.recent[..<page.oldest]
        return ordered.map { String(decoding: $0, as: UTF8.self) }
    }

    private func masked(_ lines: [LogLine]) -> [LogLine] {
        guard let masker = masker() else { return lines }
        return lines.map { LogLine(service: $0.service, stream: $0.stream, time: $0.time, bytes: masker($0.bytes)) }
    }

    private mutating func keep(_ line: [UInt8], of service: Int) {
        if pages[service].recent.count < Self.linesKept {
            pages[service].recent.append(line)
        } else {
            let oldest = pages[service].oldest
            pages[service].recent[oldest] = line
            pages[service].oldest = (oldest + 1) % Self.linesKept
        }
    }

    /// A log that cannot be written must not end the stack: it is said once, and the lines still go to the sink.
    private mutating func write(_ text: [UInt8], of service: Int) {
        guard !pages[service].hasFailed else { return }
        let path = pages[service].path
        do throws(SystemError) {
            let file: Descriptor
            if let open = pages[service].file { file = open } else { file = try LogFile.open(path, in: folder) }
            pages[service].file = file
            try file.write(text)
        } catch {
            pages[service].hasFailed = true
            problems.append("\(path) is not written any more: \(error.reason)")
        }
    }
}
