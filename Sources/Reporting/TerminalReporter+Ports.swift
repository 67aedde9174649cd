internal import Diagnostics
package import StackModel

extension TerminalReporter {
    /// Who listens where: the stack's ports in the order of its file, other stacks, then the rest of the machine.
    ///
    /// - Parameters:
    ///   - now: in seconds since 1970-01-01T00:00:00Z.
    ///   - isCut: whether a line is to fit the width.
    package func portLines(_ report: PortReport, now: Double, isCut: Bool) -> [String] {
        let listing = PortListing(now: now, isShort: isCut)
        var sections: [[String]] = []
        let declared = Dictionary(grouping: report.stack?.ports ?? [], by: \.port)
        let isDeclared = { (listener: ListenerReport) in
            declared[listener.port]?.contains { $0.listeners.contains(listener) } ?? false
        }
        let extra = report.listeners.filter { listener in
            listener.owner != nil && listener.owner?.directory == report.stack?.directory && !isDeclared(listener)
        }
        if let stack = report.stack, report.asked.isEmpty || !stack.ports.isEmpty || !extra.isEmpty {
            sections.append(stackSection(stack, extra, listing, isCut))
        }
        let others = report.listeners.filter { listener in
            !isDeclared(listener)
                && (listener.owner == nil || listener.owner?.directory != report.stack?.directory)
        }
        let byStack = Dictionary(grouping: others.filter { $0.owner != nil }) { $0.owner?.directory ?? "" }
        for (directory, listeners) in byStack.sorted(by: { $0.key < $1.key }) {
            sections.append(otherStackSection(directory, listeners, listing, isCut))
        }
        let rest = others.filter { $0.owner == nil }
        if !rest.isEmpty {
            let title = sections.isEmpty ? [] : [style.paint("elsewhere on this machine", .strong)]
            var table = TextTable(PortListing.titles)
            for listener in rest { table.append(listing.cells(listener)) }
            sections.append(title + table.lines(style: style, width: isCut ? width : nil))
        }
        let silent = nobody(report)
        if !silent.isEmpty { sections.append(silent) }
        if !report.notes.isEmpty {
            sections.append(report.notes.flatMap { wrappedNote($0, isCut) })
        }
        return Array(sections.joined(separator: [""]))
    }

    private func stackSection(
        _ stack: PortReport.Stack, _ extra: [ListenerReport], _ listing: PortListing, _ isCut: Bool
    ) -> [String] {
        let name = style.paint(PrintableText.escaped(stack.name), .strong)
        let state =
            switch stack.presence {
            case .up(let pid): style.paint("is up", .success) + ", pid \(pid)"
            case .down: style.paint("is not up", .faint)
            case .unknown: style.paint("may be up", .note) + ": that is not for you to see"
            }
        var table = TextTable(["SERVICE", "STATE"] + PortListing.titles)
        for declared in stack.ports {
            let service = TextTable.Cell(PrintableText.escaped(declared.service), .strong)
            let hasRemedy = declared.remedy != nil
            var rows = declared.listeners.map { listener in
                [stateCell(of: listener, for: declared.service, of: stack)] + listing.cells(listener)
            }
            rows += declared.missing.map { address in
                [TextTable.Cell("free", .faint)] + listing.cells(nobodyAt: address, declared.port)
            }
            for (index, row) in rows.enumerated() {
                let isLast = index == rows.count - 1
                table.append(
                    [index == 0 ? service : TextTable.Cell("")] + row,
                    below: isLast && hasRemedy ? remedyRows(declared.remedy ?? "", isCut) : [])
            }
        }
        for listener in extra {
            let service = TextTable.Cell(PrintableText.escaped(listener.owner?.service ?? "-"), .strong)
            table.append([service, TextTable.Cell("extra", .note)] + listing.cells(listener))
        }
        let lines = table.lines(style: style, width: isCut ? width : nil)
        return ["\(name) (\(path(stack.file))) \(state)"] + (lines.isEmpty ? ["  no service has a port"] : lines)
    }

    private func stateCell(
        of listener: ListenerReport, for service: String, of stack: PortReport.Stack
    ) -> TextTable.Cell {
        if stack.presence != .down, listener.holders.isEmpty { return TextTable.Cell("hidden", .note) }
        let owner = listener.owner
        let isOwn = owner?.directory == stack.directory && owner?.service == service && owner?.runner != nil
        return isOwn ? TextTable.Cell("up", .success) : TextTable.Cell("taken", .error)
    }

    private func otherStackSection(
        _ directory: String, _ listeners: [ListenerReport], _ listing: PortListing, _ isCut: Bool
    ) -> [String] {
        let runner = listeners.lazy.compactMap(\.owner?.runner).first.map { ", pid \($0)" } ?? ""
        var table = TextTable(["SERVICE"] + PortListing.titles)
        for listener in listeners {
            let service = TextTable.Cell(PrintableText.escaped(listener.owner?.service ?? "-"), .strong)
            table.append([service] + listing.cells(listener))
        }
        return [style.paint("the stack in \(PrintableText.escaped(directory))", .strong) + runner]
            + table.lines(style: style, width: isCut ? width : nil)
    }

    /// The ports that were asked for, at which there is nobody and nothing was declared.
    private func nobody(_ report: PortReport) -> [String] {
        let known = Set(report.listeners.map(\.port) + (report.stack?.ports.map(\.port) ?? []))
        if report.asked.isEmpty, report.listeners.isEmpty { return ["nobody listens on this machine"] }
        return report.asked.filter { !known.contains($0) }.map { "nobody listens on port \($0)" }
    }

    private func remedyRows(_ remedy: String, _ isCut: Bool) -> [String] {
        let rows = isCut ? rows(remedy, width: width - 7, limit: 8) : [PrintableText.escaped(remedy)]
        return rows.enumerated().map { index, row in
            (index == 0 ? "  " + style.paint("fix", .help) + "  " : "       ") + row
        }
    }

    private func wrappedNote(_ note: String, _ isCut: Bool) -> [String] {
        let rows = isCut ? rows(note, width: width - 6, limit: 8) : [PrintableText.escaped(note)]
        return rows.enumerated().map { index, row in
            (index == 0 ? style.paint("note:", .note) + " " : "      ") + row
        }
    }
}
