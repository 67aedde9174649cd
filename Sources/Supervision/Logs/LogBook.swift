internal import Linux
internal import StackModel

/// Where every line goes: the service's file, the sink, and the last few to memory for a failure's report.
///
/// Lives on the supervision thread.
struct LogBook {
    private struct Page {
        let name: String
        var writer: LogWriter
        var last = LastLines()
        /// Whether it was said that its file cannot be written.
        var hasFailed = false
    }

    private let folder: String
    private let sink: @Sendable ([LogLine]) -> Void
    /// What is neither kept nor shown, as of now.
    let secrets: @Sendable () -> SecretMask
    private var pages: [Page]
    /// What went wrong with a file, once each.
    private(set) var problems: [String] = []

    init(
        folder: String, plans: [ServicePlan], sink: @escaping @Sendable ([LogLine]) -> Void,
        secrets: @escaping @Sendable () -> SecretMask = { SecretMask() }
    ) {
        self.folder = folder
        self.sink = sink
        self.secrets = secrets
        pages = []
        add(plans)
    }

    /// Services that come to the ones that are there.
    mutating func add(_ plans: [ServicePlan]) {
        pages += plans.map { plan in
            Page(name: plan.name, writer: LogWriter(service: plan.name, in: folder, rotation: plan.logs))
        }
    }

    /// How much of a service's log is kept from now on.
    mutating func keep(_ rotation: LogRotation, of service: Int) {
        pages[service].writer.rotation = rotation
    }

    /// Takes lines of any services, in order; one write for each run of lines of one service.
    mutating func take(_ lines: [LogLine]) {
        let lines = masked(lines)
        var rest = lines[...]
        while let service = rest.first?.service {
            let run = rest.prefix { $0.service == service }
            rest = rest.dropFirst(run.count)
            for line in run.suffix(LastLines.linesAtMost) { pages[service].last.add(line.bytes) }
            write(run, of: service)
        }
        if !lines.isEmpty { sink(lines) }
    }

    /// What a service said last, oldest first, as text.
    func lastLines(of service: Int) -> [String] { pages[service].last.text }

    private func masked(_ lines: [LogLine]) -> [LogLine] {
        let secrets = secrets()
        if secrets.isEmpty { return lines }
        return lines.map { line in
            var line = line
            line.bytes = secrets.masked(line.bytes)
            return line
        }
    }

    /// The lines still go to the sink.
    private mutating func write(_ lines: ArraySlice<LogLine>, of service: Int) {
        do throws(SystemError) {
            try pages[service].writer.write(lines)
        } catch {
            guard !pages[service].hasFailed else { return }
            pages[service].hasFailed = true
            problems.append("lines of \(pages[service].name) are missing in its log: \(error)")
        }
    }
}
