internal import StackModel

extension ReloadReport {
    /// From the JSON of a report; `nil` when it is none. Diagnostics come as text alone.
    init?(_ value: JSONValue) {
        guard let status = value.number("exit_status").flatMap({ ExitStatus(rawValue: Int32($0)) }),
            let changes = value["changes"]?.elements, case .bool(let isDryRun)? = value["dry_run"]
        else { return nil }
        self.init(
            changes: changes.compactMap(Change.init), isDryRun: isDryRun, mistakes: value.text("mistakes") ?? "",
            notes: value["notes"]?.texts ?? [],
            services: (value["services"]?.elements ?? []).compactMap { ServiceReport($0) }, exitStatus: status)
    }
}

extension ReloadReport.Change {
    fileprivate init?(_ value: JSONValue) {
        guard let service = value.text("service"),
            let action = value.text("action").flatMap(ReloadReport.Change.Action.init(rawValue:))
        else { return nil }
        self.init(service: service, action: action, words: value["words"]?.texts ?? [], with: value.text("with"))
    }
}
