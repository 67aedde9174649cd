internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// What came of a visit to a TLS port: whom the client trusted, the chain, and on a failure the rule and the remedy.
    package func visitLines(_ visit: VisitReport) -> [String] {
        let mark = visit.isAccepted ? style.symbol("✓", "pass") : style.symbol("✗", "FAIL")
        let isOfClient = visit.exchange.failure?.isOfClient ?? false
        let verdict =
            visit.isAccepted ? "a client accepts it" : isOfClient ? "it refuses the client" : "a client refuses it"
        let asked = visit.target.hasPrefix(visit.host + ":") ? "" : " as \(visit.host)"
        let title = PrintableText.escaped("\(visit.target)\(asked)")
        var lines = [style.paint("\(mark) \(title): \(verdict)", visit.isAccepted ? .success : .error), ""]
        if let address = visit.exchange.remoteAddress {
            lines += labelled("to", [address + (visit.exchange.tlsVersion.map { ", \($0)" } ?? "")])
        }
        lines += labelled("trusts", rows(visit.trust, width: labelledWidth, limit: 4))
        if let defect = visit.defect {
            let place = "\(defect.location.file):\(defect.location.line)"
            let words =
                "this stack shows it a certificate that is bad on purpose: `defect: \(defect.value.rawValue)` (\(place))"
            lines += labelled("defect", rows(words, width: labelledWidth, limit: 4))
        }
        return lines + failureLines(visit.exchange, showsFinding: true)
    }

    /// Of a failure the reason and the rule; then the chain, with what broke it; last the remedy.
    ///
    /// - Parameter showsFinding: whether what was met has not been said elsewhere.
    func failureLines(_ exchange: ExchangeRecord, showsFinding: Bool = false) -> [String] {
        var lines: [String] = []
        if let failure = exchange.failure {
            let detail = exchange.failureDetail.map { ": \(PrintableText.escaped($0))" } ?? ""
            lines += labelled(
                "failed",
                rows(failure.rawValue + detail, width: labelledWidth, limit: 6).map { style.paint($0, .error) })
        } else if showsFinding, let detail = exchange.failureDetail {
            lines += labelled("failed", rows(detail, width: labelledWidth, limit: 6).map { style.paint($0, .error) })
        }
        var marks = ChainMarks()
        if let explanation = exchange.explanation {
            if showsFinding { lines += labelled("why", rows(explanation.finding, width: labelledWidth, limit: 6)) }
            let source = rows(explanation.source, width: labelledWidth, limit: 4).map { style.paint($0, .faint) }
            lines += labelled("rule", rows(explanation.requirement, width: labelledWidth, limit: 4) + source)
            if let certificate = explanation.certificate { marks.broken[certificate] = [explanation.rule] }
        }
        if !exchange.chain.isEmpty { lines += labelled("chain", chainRows(exchange.chain, marks: marks)) }
        if let explanation = exchange.explanation {
            let remedy = rows(explanation.remedy, width: labelledWidth, limit: 4)
            lines += labelled("fix", remedy.map { style.paint($0, .help) }, .help)
        }
        return lines
    }
}
