internal import Diagnostics

/// A mapping's entries while it is read: no key twice, and merge keys (`<<`) resolved at the end.
struct MappingEntries {
    private var entries: [Node.Entry] = []
    /// By key, once there are too many to look at each.
    private var positions: [String: Int] = [:]
    private static let few = 8
    private var merges: [(position: Int, entry: Node.Entry)] = []

    var firstKeyLocation: SourceLocation? {
        guard let first = merges.first, first.position == 0 else { return entries.first?.key.location }
        return first.entry.key.location
    }

    /// The first of two entries with one key stays.
    mutating func append(_ entry: Node.Entry, isMerge: Bool, _ mistakes: inout [Diagnostic]) {
        if isMerge {
            merges.append((entries.count, entry))
        } else if let first = position(of: entry.key.text) {
            mistakes.append(
                Diagnostic(
                    .duplicateKey, "\(entry.key.text.excerpt) is given twice", at: entry.key.location,
                    remedy: "Remove one of the two.",
                    notes: [Diagnostic.Note("the first is here", at: entries[first].key.location)]))
        } else {
            entries.append(entry)
            if entries.count > Self.few + 1 {
                positions[entry.key.text] = entries.count - 1
            } else if entries.count == Self.few + 1 {
                for (position, entry) in entries.enumerated() { positions[entry.key.text] = position }
            }
        }
    }

    private func position(of key: String) -> Int? {
        entries.count > Self.few ? positions[key] : entries.firstIndex { $0.key.text == key }
    }

    /// The entries with what the merge keys bring: the mapping's own come first, then earlier maps before later ones.
    func finish(_ mistakes: inout [Diagnostic]) -> [Node.Entry] {
        guard !merges.isEmpty else { return entries }
        var result: [Node.Entry] = []
        var taken = Set(entries.map(\.key.text))
        var next = 0
        for (position, merge) in merges {
            result += entries[next..<position]
            next = position
            for map in Self.maps(of: merge.value, &mistakes) {
                for entry in map where taken.insert(entry.key.text).inserted { result.append(entry) }
            }
        }
        return result + entries[next...]
    }

    private static func maps(of node: Node, _ mistakes: inout [Diagnostic]) -> [[Node.Entry]] {
        var maps: [[Node.Entry]] = []
        let parts = if case .sequence(let elements) = node.content { elements } else { [node] }
        for part in parts {
            if let entries = part.entries {
                maps.append(entries)
            } else {
                mistakes.append(
                    Diagnostic(
                        .badMerge, "<< takes a map or a list of maps, not \(part.kind)", at: part.location,
                        remedy: "Write <<: *NAME, with the anchor &NAME at the map that is to be merged."))
            }
        }
        return maps
    }
}
