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
        if let failure = exchange.failure {
            let detail = exchange.failureDetail.map { ": \(PrintableText.escaped($0))" } ?? ""
            lines += labelled("failed", [style.paint(failure.rawValue, .error) + detail])
        }
        if !exchange.chain.isEmpty { lines += labelled("chain", chainRows(exchange.chain)) }
        if let time = Self.timing(exchange.timing) { lines += labelled("time", [time]) }
        if let status = exchange.status { lines += labelled("answer", answerRows(exchange, status: status)) }
        return lines
    }

    /// The served chain as a tree: each certificate hangs below the one that it issued.
    private func chainRows(_ chain: [ExchangeRecord.ServedCertificate]) -> [String] {
        var rows: [String] = []
        var indent = ""
        let limit = 10
        for (index, certificate) in chain.prefix(limit).enumerated() {
            let start = index == 0 ? "" : indent + style.symbol("└─ ", "`- ")
            if index > 0 { indent += "   " }
            let isLast = index == chain.count - 1
            let isOwnIssuer = certificate.issuer == certificate.subject
            let bar = isLast && isOwnIssuer ? "   " : style.symbol("│  ", "|  ")
            rows.append(start + PrintableText.escaped(certificate.subject))
            if !certificate.names.isEmpty {
                let names = certificate.names.map(PrintableText.escaped)
                let width = labelledWidth - DisplayWidth.of(indent) - 7
                for (line, row) in Self.fill(names, width: width).enumerated() {
                    rows.append(indent + bar + (line == 0 ? "for " : "    ") + row)
                }
            }
            let span = "\(DateText.minute(certificate.notBefore)) to \(DateText.minute(certificate.notAfter)) UTC"
            rows.append(indent + bar + style.paint("valid \(span), serial \(certificate.serial)", .faint))
            if isLast, !isOwnIssuer {
                let issuer = PrintableText.escaped(certificate.issuer)
                rows.append(indent + style.symbol("└─ ", "`- ") + issuer + style.paint(" (not sent)", .faint))
            } else if !isLast, chain[index + 1].subject != certificate.issuer {
                let issuer = PrintableText.escaped(certificate.issuer)
                rows.append(indent + bar + style.paint("issued by \(issuer), which is not the next one", .warning))
            }
        }
        if chain.count > limit { rows.append(style.paint("and \(chain.count - limit) more", .faint)) }
        return rows
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
