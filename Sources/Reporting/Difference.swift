internal import Diagnostics

/// Where two texts differ: those of several lines line by line.
struct Difference {
    enum Row: Equatable {
        case same(String)
        /// Only in what was expected.
        case expected(String)
        /// Only in what came.
        case actual(String)
        /// So many lines are left out here.
        case omitted(Int)
    }

    private let all: [Row]

    /// `nil` where the texts are better shown as they are: one line each, nothing in common or nothing different, or too long to compare.
    init?(expected: String, actual: String) {
        let old = TextLines.of(expected)
        let new = TextLines.of(actual)
        // The comparison takes time by the square of what differs.
        guard old.count > 1, new.count > 1, old.count <= 2_000, new.count <= 2_000 else { return nil }
        let changes = new.difference(from: old)
        guard !changes.isEmpty, changes.removals.count < old.count else { return nil }
        let removed = Set(changes.removals.map(Self.offset))
        let inserted = Set(changes.insertions.map(Self.offset))
        var rows: [Row] = []
        var next = 0
        func takeInserted() {
            while inserted.contains(next) {
                rows.append(.actual(new[next]))
                next += 1
            }
        }
        for (index, line) in old.enumerated() {
            if removed.contains(index) {
                rows.append(.expected(line))
            } else {
                takeInserted()
                rows.append(.same(line))
                next += 1
            }
        }
        takeInserted()
        all = rows
    }

    /// What differs, with so many equal lines around it, and no more than so many rows.
    func rows(context: Int, limit: Int) -> [Row] {
        let changed = all.indices.filter { if case .same = all[$0] { false } else { true } }
        var near = Set<Int>()
        for index in changed { near.formUnion(max(0, index - context)...min(all.count - 1, index + context)) }
        var rows: [Row] = []
        var omitted = 0
        for (index, row) in all.enumerated() {
            if near.contains(index), rows.count < limit {
                if omitted > 0 { rows.append(.omitted(omitted)) }
                omitted = 0
                rows.append(row)
            } else {
                omitted += 1
            }
        }
        return omitted > 0 ? rows + [.omitted(omitted)] : rows
    }

    /// Which columns of a text of one line differ from what was expected; `nil` unless most of it is the same.
    static func mark(expected: String, actual: String) -> (indent: Int, length: Int)? {
        let old = Array(PrintableText.escaped(expected))
        let new = Array(PrintableText.escaped(actual))
        guard old != new, max(old.count, new.count) <= 2_000 else { return nil }
        let shorter = min(old.count, new.count)
        let prefix = zip(old, new).prefix { $0 == $1 }.count
        let suffix = min(shorter - prefix, zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count)
        guard prefix + suffix >= 6, 2 * (prefix + suffix) >= max(old.count, new.count) else { return nil }
        let differing = DisplayWidth.of(String(new[prefix..<(new.count - suffix)]))
        return (DisplayWidth.of(String(new[..<prefix])), max(1, differing))
    }

    private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
