package import StackModel

extension JSONReport {
    /// What `devstack ports --format json` says beside its diagnostics; docs/report.md describes every member.
    ///
    /// - Parameter now: in seconds since 1970-01-01T00:00:00Z.
    package static func members(of report: PortReport, now: Double) -> [JSONValue.Member] {
        [
            JSONValue.Member("asked", .array(report.asked.map { integer(Int($0)) })),
            JSONValue.Member("stack", optional(report.stack, stack)),
            JSONValue.Member("listeners", .array(report.listeners.map { listener($0, now) })),
            JSONValue.Member("notes", strings(report.notes)),
        ]
    }

    private static func stack(_ stack: PortReport.Stack) -> JSONValue {
        object([
            ("name", .string(stack.name)),
            ("file", .string(stack.file)),
            ("directory", .string(stack.directory)),
            ("up", stack.presence == .unknown ? .null : .bool(stack.presence != .down)),
            ("pid", optional(stack.runner) { integer(Int($0)) }),
            ("ports", .array(stack.ports.map(declared))),
        ])
    }

    private static func declared(_ declared: PortReport.Declared) -> JSONValue {
        object([
            ("service", .string(declared.service)),
            ("port", integer(Int(declared.port))),
            ("addresses", strings(declared.addresses)),
            ("state", .string(declared.state.rawValue)),
            ("missing", strings(declared.missing)),
            ("remedy", optional(declared.remedy, JSONValue.string)),
        ])
    }

    private static func listener(_ listener: ListenerReport, _ now: Double) -> JSONValue {
        object([
            ("address", .string(listener.address)),
            ("port", integer(Int(listener.port))),
            ("protocol", .string(listener.transport.rawValue)),
            ("dual_stack", .bool(listener.takesBothFamilies)),
            ("user", .string(listener.user)),
            ("uid", integer(Int(listener.userNumber))),
            ("stack", optional(listener.owner?.directory, JSONValue.string)),
            ("stack_pid", optional(listener.owner?.runner) { integer(Int($0)) }),
            ("service", optional(listener.owner?.service, JSONValue.string)),
            ("processes", .array(listener.holders.map { holder($0, now) })),
        ])
    }

    private static func holder(_ holder: ListenerReport.Holder, _ now: Double) -> JSONValue {
        object([
            ("pid", integer(Int(holder.pid))),
            ("command", .string(holder.command)),
            ("user", .string(holder.user)),
            ("uid", integer(Int(holder.userNumber))),
            ("since", .string(DateText.second(holder.startedAt) + "Z")),
            ("age_seconds", integer(Int(min(max(0, now - holder.startedAt), 1e12)))),
        ])
    }
}
