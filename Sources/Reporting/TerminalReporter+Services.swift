internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// The live region: a line for each service while the stack comes up.
    ///
    /// - Parameters:
    ///   - elapsed: since the start of the run.
    ///   - rows: how many lines there may be; when there are more services, those that are ready give way first.
    package func serviceLines(_ services: [ServiceReport], elapsed: Duration, rows: Int = .max) -> [String] {
        let shown = Self.choose(services, rows: max(rows, 1))
        let names = services.map { DisplayWidth.of($0.name) }.max() ?? 0
        let addresses = services.map { DisplayWidth.of($0.places) }.max() ?? 0
        var lines = shown.map { service in
            var line = StyledLine()
            let ink = service.state.ink
            line.append("  \(glyph(service.state, elapsed: elapsed)) ", ink)
            line.append(PrintableText.escaped(service.name), .strong, width: names)
            line.append("  ")
            line.append(service.state.rawValue, ink, width: Self.stateWidth)
            if let failure = service.failure {
                line.append("  " + PrintableText.escaped(failure))
            } else if addresses > 0 {
                line.append("  ")
                line.append(PrintableText.escaped(service.places), width: addresses)
            }
            if let time = Self.time(service, elapsed: elapsed), service.failure == nil {
                line.append("  " + DurationText.of(time), .faint)
            }
            if service.state == .starting, let status = service.status {
                line.append("  " + PrintableText.escaped(status), .faint)
            }
            return line.text(style: style, width: width)
        }
        if shown.count < services.count {
            let hidden = services.count - shown.count
            let ready = services.filter { $0.state.isDone }.count
            lines.append(style.paint("  and \(hidden) more, \(ready) of \(services.count) ready", .faint))
        }
        return lines
    }

    /// What to print of a service where nothing can be drawn again: a line whenever its state changes.
    ///
    /// - Returns: `nil` if the state is still the same.
    package func stateChange(from previous: ServiceReport?, to service: ServiceReport) -> String? {
        guard previous?.state != service.state else { return nil }
        let since = service.startedAfter ?? .zero
        let after = service.readyAfter.map { " after \(DurationText.of($0 - since))" } ?? ""
        let words: String
        switch service.state {
        case .waiting: words = "waiting for what it depends on"
        case .starting: words = "starting"
        case .ready where previous?.state == .unhealthy: words = "healthy again"
        case .unhealthy: words = "unhealthy" + (service.failure.map { ": \(PrintableText.escaped($0))" } ?? "")
        case .ready:
            words = "ready" + after + (service.places.isEmpty ? "" : " at \(PrintableText.escaped(service.places))")
        case .completed: words = "completed" + after
        case .restarting:
            words = "to be started again" + (service.failure.map { ": \(PrintableText.escaped($0))" } ?? "")
        case .stopping: words = "stopping"
        case .stopped: words = "stopped"
        case .failed: words = "failed" + (service.failure.map { ": \(PrintableText.escaped($0))" } ?? "")
        }
        return
            "\(style.paint("\(PrintableText.escaped(service.name)):", .strong)) \(style.paint(words, service.state.ink))"
    }

    /// Something the reader should know of the run as a whole.
    package func note(_ note: String) -> String {
        "  \(style.paint("note:", .note)) \(PrintableText.escaped(note))"
    }

    /// A service that failed: why, what to do, and what it said last.
    package func failure(of service: ServiceReport) -> [String] {
        let name = PrintableText.escaped(service.name)
        let mark = style.symbol("✗ ", "")
        let isUnhealthy = service.state == .unhealthy
        var lines = [style.paint("\(mark)\(name) \(isUnhealthy ? "is unhealthy" : "failed")", .error)]
        if let failure = service.failure { lines += labelled("why", rows(failure, width: labelledWidth, limit: 20)) }
        if let remedy = service.remedy { lines += labelled("help", rows(remedy, width: labelledWidth, limit: 20)) }
        if service.lastLines.isEmpty {
            lines += labelled("said", [style.paint("nothing", .faint)])
        } else {
            lines += labelled(
                "said", service.lastLines.map { LogText.of(Array($0.utf8), keepsColour: style.usesColour) })
        }
        return lines
    }

    /// The widest of the states' words.
    private static let stateWidth = 10

    /// While it starts, how long that takes already; afterwards, how long it took.
    private static func time(_ service: ServiceReport, elapsed: Duration) -> Duration? {
        guard let started = service.startedAfter else { return nil }
        switch service.state {
        case .starting: return max(.zero, elapsed - started)
        case .ready, .completed: return service.readyAfter.map { $0 - started }
        case .waiting, .unhealthy, .restarting, .stopping, .stopped, .failed: return nil
        }
    }

    private static func choose(_ services: [ServiceReport], rows: Int) -> [ServiceReport] {
        guard services.count > rows else { return services }
        let room = rows - 1
        var left = room - services.count { !$0.state.isDone }
        let kept = services.filter { service in
            guard service.state.isDone else { return true }
            left -= 1
            return left >= 0
        }
        return Array(kept.prefix(room))
    }

    private func glyph(_ state: ServiceReport.State, elapsed: Duration) -> String {
        switch state {
        case .waiting: return style.symbol("○", ".")
        case .starting:
            let frames = style.usesUnicode ? ["◐", "◓", "◑", "◒"] : ["-", "\\", "|", "/"]
            let (seconds, attoseconds) = max(elapsed, .zero).components
            // A frame is an eighth of a second.
            let eighths = seconds % 4 * 8 + attoseconds / 125_000_000_000_000_000
            return frames[Int(eighths) % frames.count]
        case .ready: return style.symbol("●", "+")
        case .completed: return style.symbol("✓", "+")
        case .restarting: return style.symbol("↻", "~")
        case .stopping: return style.symbol("◌", "-")
        case .stopped: return style.symbol("■", ".")
        case .failed, .unhealthy: return style.symbol("✗", "x")
        }
    }
}

extension ServiceReport {
    /// Its address, and each further port: `http://localhost:8000, admin 9001`.
    fileprivate var places: String {
        ((address.map { [$0] } ?? []) + ports.dropFirst().map { "\($0.name) \($0.number)" }).joined(separator: ", ")
    }
}

extension ServiceReport.State {
    /// The service is as far as it was to come.
    fileprivate var isDone: Bool { self == .ready || self == .completed }

    fileprivate var ink: Ink {
        switch self {
        case .waiting, .stopping, .stopped: .faint
        case .starting, .restarting: .warning
        case .ready, .completed: .success
        case .failed, .unhealthy: .error
        }
    }
}
