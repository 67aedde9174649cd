internal import Diagnostics
internal import StackModel

extension TerminalReporter {
    /// What is to be said of certificates in a chain.
    struct ChainMarks {
        /// The rules that each breaks, by its place in the chain.
        var broken: [Int: [String]] = [:]
        /// How many came from the server; those behind were trusted already.
        var sentCount = Int.max
    }

    /// A chain as a tree: each certificate hangs below the one that it issued.
    func chainRows(_ chain: [ServedCertificate], marks: ChainMarks = ChainMarks()) -> [String] {
        var rows: [String] = []
        var indent = ""
        let limit = 10
        for (index, certificate) in chain.prefix(limit).enumerated() {
            let start = index == 0 ? "" : indent + style.symbol("└─ ", "`- ")
            if index > 0 { indent += "   " }
            let isLast = index == chain.count - 1
            let isOwnIssuer = certificate.issuer == certificate.subject
            let bar = isLast && isOwnIssuer ? "   " : style.symbol("│  ", "|  ")
            rows.append(start + head(certificate, at: index, marks))
            rows += bodyRows(certificate, prefix: indent + bar)
            if isLast, !isOwnIssuer {
                let issuer = PrintableText.escaped(certificate.issuer)
                let note = index < marks.sentCount ? " (not sent)" : ""
                rows.append(indent + style.symbol("└─ ", "`- ") + issuer + style.paint(note, .faint))
            } else if !isLast, chain[index + 1].subject != certificate.issuer {
                let issuer = PrintableText.escaped(certificate.issuer)
                rows.append(indent + bar + style.paint("issued by \(issuer), which is not the next one", .warning))
            }
        }
        if chain.count > limit { rows.append(style.paint("and \(chain.count - limit) more", .faint)) }
        return rows
    }

    private func head(_ certificate: ServedCertificate, at index: Int, _ marks: ChainMarks) -> String {
        let subject = certificate.subject.isEmpty ? "(no subject)" : PrintableText.escaped(certificate.subject)
        let rules = marks.broken[index] ?? []
        var head = rules.isEmpty ? subject : style.paint(subject, .error)
        if index >= marks.sentCount { head += style.paint(" (trusted)", .faint) }
        if certificate.isSelfSigned, index == 0 { head += style.paint(" (signed by itself)", .faint) }
        if !rules.isEmpty {
            head += style.paint("  \(style.symbol("✗", "x")) \(rules.joined(separator: ", "))", .error)
        }
        return head
    }

    private func bodyRows(_ certificate: ServedCertificate, prefix: String) -> [String] {
        let width = labelledWidth - DisplayWidth.of(prefix)
        var rows: [String] = []
        if !certificate.names.isEmpty {
            let names = Self.fill(certificate.names.map(PrintableText.escaped), width: width - 4)
            rows += names.enumerated().map { line, row in prefix + (line == 0 ? "for " : "    ") + row }
        }
        let span = "valid \(DateText.minute(certificate.notBefore)) to \(DateText.minute(certificate.notAfter)) UTC"
        let facts = [certificate.key, "serial \(certificate.serial)"].filter { !$0.isEmpty }.joined(separator: ", ")
        return rows + [span, facts].map { prefix + style.paint($0, .faint) }
    }
}
