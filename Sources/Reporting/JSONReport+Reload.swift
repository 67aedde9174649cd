package import StackModel

extension JSONReport {
    /// What a reload did, or would do.
    package static func value(of report: ReloadReport) -> JSONValue {
        object([
            ("dry_run", .bool(report.isDryRun)),
            ("exit_status", integer(Int(report.exitStatus.rawValue))),
            ("outcome", .string(report.exitStatus.identifier)),
            (
                "changes",
                .array(
                    report.changes.map { change in
                        object(
                            [
                                ("service", .string(change.service)), ("action", .string(change.action.rawValue)),
                                ("words", .array(change.words.map(JSONValue.string))),
                            ] + (change.with.map { [("with", .string($0))] } ?? []))
                    })
            ),
            ("diagnostics", value(of: report.diagnostics)), ("mistakes", .string(report.mistakes)),
            ("notes", .array(report.notes.map(JSONValue.string))), ("certificates", value(of: report.certificates)),
            ("services", .array(report.services.map(value(of:)))),
        ])
    }
}
