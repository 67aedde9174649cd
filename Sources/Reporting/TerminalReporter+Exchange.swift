internal import Diagnostics
internal import StackModel

extension TerminalReporter {
    /// What went over the wire: the request, where it went, what failed or came back, and how long each phase took.
    func exchangeLines(_ exchange: ExchangeRecord) -> [String] {
        var lines = ["  " + style.paint("\(exchange.method) \(PrintableText.escaped(exchange.url))", .strong)]
        if let address = exchange.remoteAddress {
            let from = exchange.localPort.map { ", from port \($0)" } ?? ""
            let version = exchange.tlsVersion.map { ", \($0)" } ?? ""
            lines += labelled("to", [address + from + version])
        }
        lines += failureLines(exchange)
        if let time = Self.timing(exchange.timing) { lines += labelled("time", [time]) }
        if let status = exchange.status { lines += labelled("answer", answerRows(exchange, status: status)) }
        return lines
    }

    private func answerRows(_ exchange: ExchangeRecord, status: Int) -> [String] {
        let size = exchange.bodyLength.map { ", \(SizeText.of($0))" } ?? ""
        var rows = ["\(status)\(size)"]
        let limit = 12
        for header in exchange.headers.prefix(limit) {
            rows += self.rows("\(header.name): \(header.value)", width: labelledWidth, limit: 3)
                .map { style.paint($0, .faint) }
        }
        if exchange.headers.count > limit {
            rows.append(style.paint("and \(exchange.headers.count - limit) more headers", .faint))
        }
        if let body = exchange.bodyExcerpt, !body.isEmpty {
            rows += [""] + self.rows(body, width: labelledWidth, limit: 12)
        }
        return rows
    }

    private static func timing(_ timing: ExchangeRecord.Timing) -> String? {
        let phases = [
            ("connect", timing.connect), ("handshake", timing.handshake), ("first byte", timing.firstByte),
            ("body", timing.body),
        ]
        let reached = phases.compactMap { name, time in time.map { "\(name) \(DurationText.of($0))" } }
        return reached.isEmpty ? nil : reached.joined(separator: ", ")
    }
}
