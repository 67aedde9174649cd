package import StackModel

extension JSONReport {
    /// What `devstack certs lint --format json` writes.
    package static func text(lint reports: [LintReport]) -> String {
        let isGood = !reports.contains(where: \.hasErrors)
        return object([
            ("version", integer(version)),
            ("outcome", .string(isGood ? "accepted" : "refused")),
            ("targets", .array(reports.map(lint))),
        ]).prettyText + "\n"
    }

    /// What `devstack certs explain --format json` writes.
    package static func text(visit: ExchangeRecord, target: String, trust: String) -> String {
        let isGood = visit.failure == nil && visit.failureDetail == nil
        return object([
            ("version", integer(version)),
            ("outcome", .string(isGood ? "accepted" : "refused")),
            ("target", .string(target)),
            ("trust", .string(trust)),
            ("remote_address", optional(visit.remoteAddress, JSONValue.string)),
            ("tls_version", optional(visit.tlsVersion, JSONValue.string)),
            ("failure", optional(visit.failure) { .string($0.rawValue) }),
            ("failure_detail", optional(visit.failureDetail, JSONValue.string)),
            ("explanation", optional(visit.explanation, explanation)),
            ("chain", .array(visit.chain.map(served))),
        ]).prettyText + "\n"
    }

    private static func lint(_ report: LintReport) -> JSONValue {
        object([
            ("target", .string(report.target)),
            ("host", optional(report.host, JSONValue.string)),
            ("profiles", strings(report.profiles.map(\.rawValue))),
            ("sent", integer(report.sentCount)),
            ("chain", .array(report.chain.map(served))),
            ("findings", .array(report.findings.map(finding))),
        ])
    }

    private static func finding(_ finding: ChainFinding) -> JSONValue {
        object([
            ("rule", .string(finding.rule)),
            ("severity", .string(finding.severity.rawValue)),
            ("profiles", strings(finding.profiles.map(\.rawValue))),
            ("certificate", optional(finding.certificate, integer)),
            ("message", .string(finding.message)),
            ("source", .string(finding.source)),
            ("remedy", .string(finding.remedy)),
        ])
    }

    static func explanation(_ explanation: ChainExplanation) -> JSONValue {
        object([
            ("rule", .string(explanation.rule)),
            ("requirement", .string(explanation.requirement)),
            ("source", .string(explanation.source)),
            ("finding", .string(explanation.finding)),
            ("certificate", optional(explanation.certificate, integer)),
            ("remedy", .string(explanation.remedy)),
        ])
    }

    static func served(_ certificate: ServedCertificate) -> JSONValue {
        object([
            ("subject", .string(certificate.subject)),
            ("issuer", .string(certificate.issuer)),
            ("names", strings(certificate.names)),
            ("not_before", .string(DateText.second(certificate.notBefore) + "Z")),
            ("not_after", .string(DateText.second(certificate.notAfter) + "Z")),
            ("serial", .string(certificate.serial)),
            ("key", .string(certificate.key)),
            ("self_signed", .bool(certificate.isSelfSigned)),
        ])
    }
}
