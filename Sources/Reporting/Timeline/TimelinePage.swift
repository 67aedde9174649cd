internal import Diagnostics
package import StackModel

/// A run as one page of HTML that needs nothing else: no network, and where scripts are off a table.
package enum TimelinePage {
    package static func text(_ report: RunReport) -> String {
        let title = report.stack.isEmpty ? report.file : report.stack
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>\(escaped(title)): timeline</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <header>
            <h1>\(escaped(title))</h1>
            <p>\(escaped(summary(of: report)))</p>
            \(problems(of: report))</header>
            <noscript><p>The chart needs scripts; the table below has the same figures.</p></noscript>
            <div id="tools" hidden>
            <span role="group" aria-label="What is shown"><button data-view="start">Start</button><button data-view="checks">Checks</button><button data-view="all">All</button></span>
            <span role="group" aria-label="Zoom"><button data-zoom="0.5" aria-label="Zoom in">+</button><button data-zoom="2" aria-label="Zoom out">&#8722;</button></span>
            <input id="filter" type="search" placeholder="Filter by name" aria-label="Filter by name">
            <label><input id="path" type="checkbox"> critical path alone</label>
            <span class="keys">keys: &#8593; &#8595; row, &#8592; &#8594; move, + &#8722; zoom, s c a views, / filter</span>
            </div>
            \(legend)
            <div id="chart" tabindex="0" role="listbox" aria-label="Services and checks over time" hidden></div>
            <section id="facts" aria-live="polite" hidden></section>
            <details id="table"><summary>The same as a table</summary>
            \(tables(of: report))
            </details>
            <script type="application/json" id="data">
            \(data(of: report))
            </script>
            <script>
            \(script)
            </script>
            </body>
            </html>

            """
    }

    /// Text between tags or in an attribute's quotes; control characters are shown as escapes.
    static func escaped(_ text: String) -> String { XMLText.attribute(PrintableText.escaped(text)) }

    private static func summary(of report: RunReport) -> String {
        let tally = CheckTally(report.checks)
        var parts = [DateText.second(report.startedAt) + "Z", report.exitStatus.words]
        if let services = report.stages.first(where: { $0.kind == .services }), report.exitStatus != .serviceFailed {
            parts.append("up after \(DurationText.of(services.to))")
        }
        parts.append("\(report.services.count) \(report.services.count == 1 ? "service" : "services")")
        if let lag = report.services.flatMap(\.lives).compactMap({ $0.listening?.lag }).max() {
            parts.append("each port noticed within \(DurationText.of(lag))")
        }
        if tally.total > 0 {
            parts.append("checks: \(tally.passed) passed, \(tally.failed) failed, \(tally.skipped) skipped")
        }
        parts.append("all of it took \(DurationText.of(report.duration))")
        return parts.joined(separator: " \u{B7} ")
    }

    private static func problems(of report: RunReport) -> String {
        let lines =
            report.diagnostics.map { "\($0.severity.rawValue) \($0.code): \($0.message)" }
            + report.services.compactMap { service in
                service.state == .failed ? service.failure.map { "\(service.name): \($0)" } : nil
            }
        if lines.isEmpty { return "" }
        return "<ul>" + lines.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>\n"
    }

    private static let legend = """
        <p id="legend" hidden><span><i class="wait"></i>waits for others</span><span><i class="coming"></i>comes up</span><span><i class="maybe"></i>began to listen in here</span><span><i class="probing"></i>listens, is probed</span><span><i class="ready"></i>ready</span><span><i class="stopping"></i>stops</span><span><i class="failed"></i>ended by itself</span><span><i class="critical"></i>critical path</span><span class="check">checks: <i class="lookup"></i>look-up<i class="connect"></i>connect<i class="handshake"></i>TLS<i class="await"></i>send and wait<i class="receive"></i>receive</span></p>
        """
}
