internal import Diagnostics
internal import StackModel

/// A listener in the columns that all tables of ports share.
struct PortListing {
    static let titles = ["ADDRESS", "PROTO", "PID", "USER", "SINCE", "COMMAND"]

    /// In seconds since 1970-01-01T00:00:00Z.
    var now: Double
    /// Whether commands are to be short: without their program's folder.
    var isShort: Bool

    /// Where one socket takes both families, the address is `*`.
    func cells(_ listener: ListenerReport) -> [TextTable.Cell] {
        let first = listener.holders.first
        let more = listener.holders.count - 1
        let pid = first.map { more > 0 ? "\($0.pid) +\(more)" : "\($0.pid)" } ?? "-"
        return [
            TextTable.Cell(
                listener.takesBothFamilies ? "*:\(listener.port)" : Self.place(listener.address, listener.port)),
            TextTable.Cell(listener.transport.rawValue), TextTable.Cell(pid),
            TextTable.Cell(PrintableText.escaped(first?.user ?? listener.user)),
            TextTable.Cell(first.map { AgeText.of(seconds: now - $0.startedAt) } ?? "-", .faint),
            first.map { TextTable.Cell(PrintableText.escaped(command($0))) } ?? TextTable.Cell("not visible", .faint),
        ]
    }

    private func command(_ holder: ListenerReport.Holder) -> String {
        guard isShort, let program = holder.arguments.first, program.hasPrefix("/") else { return holder.command }
        // A program that names itself may write more than a path there.
        let path = holder.arguments.count > 1 ? program[...] : program.prefix { $0 != " " }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return String(holder.command.dropFirst(folder.count))
    }

    func cells(nobodyAt address: String, _ port: UInt16) -> [TextTable.Cell] {
        [TextTable.Cell(Self.place(address, port)), TextTable.Cell("tcp")]
            + ["-", "-", "-", "nobody"].map { TextTable.Cell($0, .faint) }
    }

    /// `127.0.0.1:1443`, `[::1]:1443`.
    private static func place(_ address: String, _ port: UInt16) -> String {
        address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
