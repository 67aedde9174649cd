package import StackModel

/// Finds out how changes are to be undone, the last one first.
///
/// Each is judged by what will be there once those after it are undone: two stores may share a file.
package struct UndoPlanner {
    private let isOpen: (String) -> Bool
    /// What paths will be, where that is not what they are.
    private var states: [String: FileState?] = [:]
    /// Paths of which nobody knows what a tool will make of them.
    private var unknown: Set<String> = []
    package private(set) var undoings: [Undoing] = []

    package init(_ keeper: StoreKeeper) {
        isOpen = keeper.isOpen
    }

    /// Plans to undo what a record tells of stores of these kinds.
    ///
    /// - Parameters:
    ///   - stores: those of this machine, for the record's authority.
    ///   - anchor: the record's authority.
    package mutating func add(
        _ record: TrustRecord, kinds: Set<StoreKind>, stores: [TrustStore], anchor: TrustAnchor
    ) {
        for entry in record.entries.reversed() where kinds.contains(entry.kind) {
            let store = stores.first { $0.place == entry.place }
            let (way, commands) = undo(entry, store, anchor)
            undoings.append(
                Undoing(
                    title: entry.title, way: way, commands: commands, label: record.label, place: entry.place,
                    store: way == .removing ? store : nil, anchor: anchor))
        }
    }

    /// Plans to take the authority out of a store that no record tells of.
    package mutating func add(_ store: TrustStore, anchor: TrustAnchor) {
        undoings.append(
            Undoing(
                title: store.title, way: .removing, commands: store.removals, label: anchor.label, place: store.place,
                store: store, anchor: anchor))
    }

    private mutating func undo(
        _ entry: TrustRecord.Entry, _ store: TrustStore?, _ anchor: TrustAnchor
    ) -> (Undoing.Way, [StoreCommand]) {
        if let changes = entry.changes, canRestore(changes, of: entry.kind) {
            let present = changes.map { state(of: $0.path) }
            for change in changes { states[change.path] = .some(change.before) }
            let isThere = zip(present, changes).allSatisfy { $0 == $1.before }
            return isThere ? (.forgetting, []) : (.restoring, Self.commands(changes, present))
        }
        unknown.formUnion((entry.changes ?? []).map(\.path))
        guard let store, store.holds(anchor) else { return (.forgetting, []) }
        return (.removing, store.removals)
    }

    /// Whether each path is as the change left it, or as it was before it.
    ///
    /// A browser writes into its database as long as it runs. The other stores are files that are read and replaced whole,
    /// and somebody reads the system's at any moment.
    private func canRestore(_ changes: [FileChange], of kind: StoreKind) -> Bool {
        changes.allSatisfy { change in
            guard !unknown.contains(change.path), change.undoing != nil else { return false }
            let present = state(of: change.path)
            if present == change.before { return true }
            return present == change.after && (change.before == nil || kind != .nss || !isOpen(change.path))
        }
    }

    private func state(of path: String) -> FileState? { states[path] ?? FileState(of: path) }

    /// What is there again first, then what is to go, from the deepest up.
    static func commands(_ changes: [FileChange], _ present: [FileState?]) -> [StoreCommand] {
        let due = zip(changes, present).filter { $0.before != $1 }.map(\.0)
        let back = due.filter { $0.before != nil }.sorted { $0.path < $1.path }
        let gone = due.filter { $0.before == nil }.sorted { $0.path > $1.path }
        return (back + gone).flatMap { $0.undoing ?? [] }
    }
}
