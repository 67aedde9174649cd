extension Node.Entry {
    /// The earlier entries in their order, and then those that only the later map has.
    ///
    /// - Parameter merge: what becomes of an entry of both; one that is reset goes.
    static func merged(
        _ earlier: [Node.Entry], with later: [Node.Entry], merge: (Node.Entry, Node.Entry) -> Node.Entry
    ) -> [Node.Entry] {
        var entries = earlier
        var positions = Dictionary(
            entries.enumerated().map { ($1.key.text, $0) }, uniquingKeysWith: { first, _ in first })
        var removed: Set<Int> = []
        for change in later {
            guard let position = positions[change.key.text] else {
                positions[change.key.text] = entries.count
                entries.append(change)
                continue
            }
            if change.value.overrideTag == .reset {
                removed.insert(position)
            } else {
                entries[position] = merge(entries[position], change)
            }
        }
        return entries.indices.filter { !removed.contains($0) }.map { entries[$0] }
    }
}
