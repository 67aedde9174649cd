package import Diagnostics
package import StackModel

/// A run as JSON, for programs; docs/report.md describes every member.
///
/// Every member is always there: what does not apply is `null` or empty. New members may come without a new
/// version; a member that goes or changes its meaning takes the next one.
package enum JSONReport {
    package static let version = 1

    /// The report's text, indented, with a line break at its end.
    package static func text(_ report: RunReport) -> String { value(report).prettyText + "\n" }

    package static func value(_ report: RunReport) -> JSONValue {
        let tally = CheckTally(report.checks)
        return object([
            ("version", integer(version)),
            ("stack", .string(report.stack)),
            ("file", .string(report.file)),
            ("started_at", .string(DateText.microsecond(report.startedAt) + "Z")),
            ("judged_at", judgedAt(report.judgingTime)),
            ("duration_ms", milliseconds(report.duration)),
            ("exit_status", integer(Int(report.exitStatus.rawValue))),
            ("outcome", .string(report.exitStatus.identifier)),
            (
                "counts",
                object([
                    ("checks", integer(tally.total)), ("passed", integer(tally.passed)),
                    ("failed", integer(tally.failed)), ("skipped", integer(tally.skipped)),
                ])
            ),
            ("diagnostics", value(of: report.diagnostics)),
            ("notes", .array(report.notes.map(JSONValue.string))),
            ("certificates", value(of: report.certificates)),
            ("services", .array(report.services.map(service))),
            ("checks", .array(report.checks.map(check))),
        ])
    }

    /// When certificates were judged; `null` is the moment itself.
    package static func judgedAt(_ time: JudgingTime?) -> JSONValue {
        optional(time) { .string(DateText.second($0.seconds) + "Z") }
    }

    /// Mistakes alone, as a report has them under `diagnostics`.
    package static func value(of diagnostics: [Diagnostic]) -> JSONValue { .array(diagnostics.map(diagnostic)) }

    /// Certificates alone, as a report has them under `certificates`.
    package static func value(of certificates: [CertificateReport]) -> JSONValue {
        .array(certificates.map(certificate))
    }

    /// A service alone, as a report has them under `services`.
    package static func value(of report: ServiceReport) -> JSONValue { service(report) }

    /// What each port serves after a renewal.
    package static func value(of ports: [PortRenewal]) -> JSONValue {
        .array(
            ports.map { port in
                object([
                    ("service", .string(port.service)),
                    ("port", integer(Int(port.port))),
                    ("certificate", .string(port.certificate)),
                    ("old_serial", optional(port.before, JSONValue.string)),
                    ("new_serial", optional(port.after, JSONValue.string)),
                    ("proven", .bool(port.isProven)),
                ])
            })
    }

    private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
        object([
            ("severity", .string(diagnostic.severity.rawValue)),
            ("code", .string(diagnostic.code)),
            ("message", .string(diagnostic.message)),
            ("location", optional(diagnostic.location, location)),
            ("remedy", optional(diagnostic.remedy, JSONValue.string)),
            (
                "notes",
                .array(
                    diagnostic.notes.map {
                        object([("message", .string($0.message)), ("location", optional($0.location, location))])
                    })
            ),
        ])
    }

    private static func certificate(_ certificate: CertificateReport) -> JSONValue {
        let action: String
        var reason: String?
        switch certificate.action {
        case .kept: action = "kept"
        case .made: action = "made"
        case .renewed(let why):
            action = "renewed"
            reason = why
        }
        return object([
            ("name", .string(certificate.name)),
            ("names", strings(certificate.names)),
            ("subject", .string(certificate.subject)),
            ("issuer", .string(certificate.issuer)),
            ("not_before", .string(DateText.second(certificate.notBefore) + "Z")),
            ("not_after", .string(DateText.second(certificate.notAfter) + "Z")),
            ("serial", .string(certificate.serial)),
            ("previous_serial", optional(certificate.previousSerial, JSONValue.string)),
            ("fingerprint", .string(certificate.fingerprint)),
            ("file", .string(certificate.file)),
            ("action", .string(action)),
            ("reason", optional(reason, JSONValue.string)),
        ])
    }

    private static func port(_ port: ServiceReport.Port) -> JSONValue {
        object([
            ("name", .string(port.name)), ("number", integer(Int(port.number))),
            ("written", optional(port.written) { integer(Int($0)) }),
        ])
    }

    private static func service(_ service: ServiceReport) -> JSONValue {
        object([
            ("name", .string(service.name)),
            ("state", .string(service.state.rawValue)),
            ("address", optional(service.address, JSONValue.string)),
            ("ports", .array(service.ports.map(port))),
            ("started_after_ms", optional(service.startedAfter, milliseconds)),
            ("ready_after_ms", optional(service.readyAfter, milliseconds)),
            ("restarts", .number(JSONNumber(service.restarts))),
            ("status", optional(service.status, JSONValue.string)),
            ("failure", optional(service.failure, JSONValue.string)),
            ("remedy", optional(service.remedy, JSONValue.string)),
            ("last_lines", strings(service.lastLines)),
        ])
    }
}
