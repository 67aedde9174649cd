internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// What a run did with certificates: a line for each that was made or renewed, and why; none if all were kept.
    package func certificateLines(_ certificates: [CertificateReport], now: Double) -> [String] {
        certificates.compactMap { certificate in
            let done: String
            switch certificate.action {
            case .kept: return nil
            case .made: done = "made"
            case .renewed(let reason): done = "renewed: \(PrintableText.escaped(reason))"
            }
            let mark = style.paint(style.symbol("✓", "+"), .success)
            let name = style.paint(Self.title(certificate), .strong)
            let left = ValidityText.of(notBefore: certificate.notBefore, notAfter: certificate.notAfter, now: now)
            return "  \(mark) \(name) \(done) \(style.paint("(\(left), \(path(certificate.file)))", .faint))"
        }
    }

    /// Every certificate with all that is to know of it, for `devstack certs`.
    ///
    /// - Parameter time: when they are judged, if not now.
    package func certificateTable(
        _ certificates: [CertificateReport], now: Double, at time: JudgingTime? = nil
    ) -> [String] {
        var lines = time.map { [judgedLine($0)] } ?? []
        for certificate in certificates {
            let (start, last) = (certificate.notBefore, certificate.notAfter)
            let left =
                time.map { ValidityText.of(notBefore: start, notAfter: last, at: $0.seconds) }
                ?? ValidityText.of(notBefore: start, notAfter: last, now: now)
            let now = time?.seconds ?? now
            let isValid = (certificate.notBefore...max(certificate.notBefore, certificate.notAfter)).contains(now)
            let end = "until \(DateText.minute(certificate.notAfter)) UTC"
            let until = time == nil ? end : "(\(end))"
            if !lines.isEmpty { lines.append("") }
            let title = style.paint(Self.title(certificate), .strong)
            let validity = style.paint(left, isValid ? .success : .error)
            lines.append("\(title)  \(validity) \(style.paint(until, .faint))")
            lines += labelled("names", Self.fill(certificate.names.map(PrintableText.escaped), width: labelledWidth))
            lines += labelled("issuer", [Self.issuer(certificate)])
            lines += labelled("serial", [certificate.serial])
            if let previous = certificate.previousSerial { lines += labelled("before", [previous]) }
            lines += labelled("SHA-256", [certificate.fingerprint])
            lines += labelled("file", [path(certificate.file)])
            if let action = Self.action(certificate) { lines += labelled("now", [action]) }
        }
        return lines
    }

    /// The heading of all that is judged as of another time.
    package func judgedLine(_ time: JudgingTime) -> String {
        style.paint("certificates are judged as of \(time.words)", .note)
    }

    private static func title(_ certificate: CertificateReport) -> String {
        certificate.name == "ca" ? "the authority" : PrintableText.escaped(certificate.name)
    }

    private static func issuer(_ certificate: CertificateReport) -> String {
        certificate.issuer == certificate.subject ? "itself" : PrintableText.escaped(certificate.issuer)
    }

    private static func action(_ certificate: CertificateReport) -> String? {
        switch certificate.action {
        case .kept: nil
        case .made: "made"
        case .renewed(let reason): "renewed: \(PrintableText.escaped(reason))"
        }
    }

    /// Words with commas between them, in rows that are as full as they can be.
    static func fill(_ words: [String], width: Int) -> [String] {
        var rows: [String] = []
        for (index, word) in words.enumerated() {
            let piece = index < words.count - 1 ? word + "," : word
            if let row = rows.last, DisplayWidth.of(row) + 1 + DisplayWidth.of(piece) <= width {
                rows[rows.count - 1] = row + " " + piece
            } else {
                rows.append(piece)
            }
        }
        return rows
    }
}
