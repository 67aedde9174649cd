internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// A line for each check: its verdict, its name, its time; below it what the reader should know though it passed.
    package func checkLines(_ checks: [CheckResult]) -> [String] {
        let names = min(60, checks.map { DisplayWidth.of(PrintableText.escaped($0.name)) }.max() ?? 0)
        return checks.flatMap { check -> [String] in
            let mark = mark(check.verdict)
            var line = StyledLine()
            line.append("  \(mark.text) ", mark.ink)
            line.append(PrintableText.escaped(check.name), nil, width: names)
            if case .skipped(let reason) = check.verdict {
                line.append("  skipped: \(PrintableText.escaped(reason))", .faint)
            } else {
                let time = DurationText.of(check.duration)
                line.append("  " + String(repeating: " ", count: max(0, 7 - time.count)) + time, .faint)
            }
            let indent = String(repeating: " ", count: 3 + DisplayWidth.of(mark.text))
            let notes = check.notes.map {
                "\(indent)\(style.paint("note:", .note)) \(PrintableText.escaped($0))"
            }
            return [line.text(style: style)] + notes
        }
    }

    /// All there is to know of a check that failed; nothing of any other.
    package func checkDetail(_ check: CheckResult) -> [String] {
        guard case .failed(let mismatches) = check.verdict else { return [] }
        let mark = mark(check.verdict)
        var lines = [style.paint("\(mark.text) \(PrintableText.escaped(check.name))", .error)]
        for mismatch in mismatches { lines += [""] + mismatchLines(mismatch) }
        if let exchange = check.exchange { lines += [""] + exchangeLines(exchange) }
        if !check.serverLog.isEmpty {
            let log = check.serverLog.map { LogText.of(Array($0.utf8), keepsColour: style.usesColour) }
            let limit = 20
            let hidden = log.count > limit ? [style.paint("and \(log.count - limit) lines before", .faint)] : []
            if check.exchange == nil { lines.append("") }
            lines += labelled("server", hidden + log.suffix(limit))
        }
        return lines
    }

    private func mismatchLines(_ mismatch: Mismatch) -> [String] {
        let place = style.paint("\(PrintableText.escaped(mismatch.location.description)):", .strong)
        var lines = ["  \(place) \(style.paint(PrintableText.escaped(mismatch.subject), .strong))"]
        let digits = "\(mismatch.location.line)".count
        lines += diagnosticRenderer.excerpt(at: mismatch.location, ink: .error, gutter: digits).map { "  " + $0 }
        if let difference = Difference(expected: mismatch.expected, actual: mismatch.actual) {
            lines += labelled("differs", ["- expected, + got"] + differenceRows(difference))
        } else {
            lines += labelled("expected", rows(mismatch.expected, width: labelledWidth, limit: 12), .success)
            let actual = rows(mismatch.actual, width: labelledWidth, limit: 12)
            lines += labelled("got", actual, .error)
            if actual.count == 1, let mark = Difference.mark(expected: mismatch.expected, actual: mismatch.actual) {
                let carets = style.paint(String(repeating: "^", count: mark.length), .error)
                lines += labelled("", [String(repeating: " ", count: mark.indent) + carets])
            }
        }
        if let explanation = mismatch.explanation {
            lines += labelled("why", rows(explanation, width: labelledWidth, limit: 12))
        }
        return lines
    }

    private func differenceRows(_ difference: Difference) -> [String] {
        difference.rows(context: 2, limit: 40).flatMap { row -> [String] in
            let shown: (String, String) -> [String] = { sign, text in
                rows(text, width: labelledWidth - 2, limit: 4).map { "\(sign) \($0)" }
            }
            switch row {
            case .same(let text): return shown(" ", text).map { style.paint($0, .faint) }
            case .expected(let text): return shown("-", text).map { style.paint($0, .success) }
            case .actual(let text): return shown("+", text).map { style.paint($0, .error) }
            case .omitted(let count): return [style.paint("  (\(Plural.of(count, "line")) not shown)", .faint)]
            }
        }
    }

    private func mark(_ verdict: CheckResult.Verdict) -> (text: String, ink: Ink) {
        switch verdict {
        case .passed: (style.symbol("✓", "pass"), .success)
        case .failed: (style.symbol("✗", "FAIL"), .error)
        case .skipped: (style.symbol("○", "skip"), .faint)
        }
    }
}
