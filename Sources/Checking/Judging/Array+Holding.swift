extension Array where Element == UInt8 {
    /// Whether these bytes stand somewhere in it.
    func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        var rest = self[...]
        while let hit = rest.firstIndex(of: first), count - hit >= part.count {
            if self[hit..<hit + part.count].elementsEqual(part) { return true }
            rest = self[(hit + 1)...]
        }
        return false
    }
}
