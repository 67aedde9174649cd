package import StackModel

extension JSONReport {
    /// What `devstack certs lint --format json` says of each chain.
    package static func value(of reports: [LintReport]) -> JSONValue { .array(reports.map(lint)) }

    /// What `devstack certs explain --format json` says.
    package static func value(of visit: VisitReport) -> JSONValue {
        object([
            ("target", .string(visit.target)),
            ("host", .string(visit.host)),
            ("trust", .string(visit.trust)),
            ("accepted", .bool(visit.isAccepted)),
            ("remote_address", optional(visit.exchange.remoteAddress, JSONValue.string)),
            ("tls_version", optional(visit.exchange.tlsVersion, JSONValue.string)),
            ("failure", optional(visit.exchange.failure) { .string($0.rawValue) }),
            ("failure_detail", optional(visit.exchange.failureDetail, JSONValue.string)),
            ("explanation", optional(visit.exchange.explanation, explanation)),
            ("chain", .array(visit.exchange.chain.map(served))),
            ("defect", optional(visit.defect) { .string($0.value.rawValue) }),
        ])
    }

    private static func lint(_ report: LintReport) -> JSONValue {
        object([
            ("target", .string(report.target)),
            ("host", optional(report.host, JSONValue.string)),
            ("profiles", strings(report.profiles.map(\.rawValue))),
            ("accepted", .bool(!report.hasErrors)),
            ("sent", integer(report.sentCount)),
            ("authorities_alone", .bool(report.isOfAuthorities)),
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
