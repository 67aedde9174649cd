import Glibc
internal import Linux
package import StackModel

/// Changes stores, and keeps the record by which each change can be undone.
package struct StoreKeeper: Sendable {
    let records: RecordFolder
    /// Whether another process has a file open, so that it must not be replaced.
    let isOpen: @Sendable (String) -> Bool

    package init(records: RecordFolder) {
        self.init(records: records, isOpen: OpenFiles.isOpen)
    }

    init(records: RecordFolder, isOpen: @escaping @Sendable (String) -> Bool) {
        self.records = records
        self.isOpen = isOpen
    }

    /// Makes a store trust the anchor, and writes down what that changed.
    ///
    /// - Throws: when a command fails; what was done until then has been undone.
    package func trust(
        _ store: TrustStore, _ anchor: TrustAnchor, authorityFile: String
    ) throws(StoreFailure) {
        let failure: StoreFailure?
        do throws(SystemError) {
            failure = try change(store, anchor, authorityFile)
        } catch {
            throw .system(error)
        }
        if let failure { throw failure }
    }

    private func change(
        _ store: TrustStore, _ anchor: TrustAnchor, _ authorityFile: String
    ) throws(SystemError) -> StoreFailure? {
        try records.prepare(anchor)
        var record =
            records.record(of: anchor.label)
            ?? TrustRecord(label: anchor.label, subject: anchor.subject, authorityFile: authorityFile, entries: [])
        record.authorityFile = authorityFile
        // One that is there for the same place is of a change that somebody else has undone.
        record.entries.removeAll { $0.place == store.place }
        let before = FileState.tree(of: store.watched)
        let copies = try keep(before, label: anchor.label)
        var entry = TrustRecord.Entry(kind: store.kind, place: store.place, title: store.title, changes: nil)
        record.entries.append(entry)
        try records.write(record)

        let failure = Self.failure(of: store.additions, then: store, holds: true, anchor)
        let changes = FileChange.between(before, FileState.tree(of: store.watched)) { copies[$0] }
        entry.changes = changes
        record.entries.removeLast()
        if failure == nil || Self.failure(of: UndoPlanner.commands(changes, changes.map(\.after))) != nil {
            record.entries.append(entry)
        }
        try records.write(record)
        records.tidy(record)
        return failure
    }

    /// The bytes of every file, by path.
    private func keep(_ states: [String: FileState], label: String) throws(SystemError) -> [String: String] {
        var copies: [String: String] = [:]
        var number = records.nextNumber(label)
        for (path, state) in states.sorted(by: { $0.key < $1.key }) {
            guard case .file = state else { continue }
            copies[path] = try records.keep(try WholeFile.read(path), number: number, label: label)
            number += 1
        }
        return copies
    }

    /// Undoes one change, and takes it out of the record.
    package func undo(_ undoing: Undoing) throws(StoreFailure) {
        if let failure = Self.failure(of: undoing.commands, then: undoing.store, holds: false, undoing.anchor) {
            throw failure
        }
        guard var record = records.record(of: undoing.label) else { return }
        record.entries.removeAll { $0.place == undoing.place }
        do throws(SystemError) { try records.write(record) } catch { throw .system(error) }
        records.tidy(record)
    }

    private static func failure(
        of commands: [StoreCommand], then store: TrustStore?, holds: Bool, _ anchor: TrustAnchor?
    ) -> StoreFailure? {
        if let failure = failure(of: commands) {
            // Two stores may share a file: what the system's own hook has taken out of Java's is out.
            guard !holds, let store, let anchor, !store.holds(anchor) else { return failure }
            return nil
        }
        guard let store, let anchor, store.holds(anchor) != holds else { return nil }
        return .withoutEffect(title: store.title)
    }

    /// Runs commands until one fails.
    private static func failure(of commands: [StoreCommand]) -> StoreFailure? {
        for command in commands {
            do throws(SystemError) {
                let run = try ProgramRun(command.line)
                guard run.succeeded else {
                    let output = String(decoding: run.output, as: UTF8.self)
                    return .command(command, end: run.end.verb, output: output)
                }
            } catch {
                return .system(error)
            }
        }
        return nil
    }
}
