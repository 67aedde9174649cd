extension SecretMask {
    /// Of the longest secret, in bytes; 0 when there are none.
    package var longest: Int { patterns.lazy.map(\.count).max() ?? 0 }

    /// Where a text can be cut in two so that no secret lies across.
    ///
    /// - Parameter limit: how long the first piece may be; of what follows at least as many bytes as the longest secret has
    ///   must be there, unless the text ends before.
    /// - Returns: how long the first piece is, at least 1; and whether all of it is secret, however it is cut.
    package func cut(_ bytes: [UInt8], atMost limit: Int) -> (count: Int, isSecret: Bool) {
        let found = whole(in: bytes).sorted { $0.lowerBound < $1.lowerBound }
        var cut = min(limit, bytes.count)
        // To the beginning of one that lies across, where one that began before it may.
        for range in found.reversed() where range.lowerBound < cut && cut < range.upperBound { cut = range.lowerBound }
        guard cut == 0, var last = found.first else { return (cut, false) }
        // They overlap from the first byte to beyond the limit: the one that reaches farthest begins the next piece.
        for range in found.dropFirst() {
            guard range.lowerBound < last.upperBound else { break }
            if range.upperBound > last.upperBound { last = range }
        }
        return (last.lowerBound > 0 ? last.lowerBound : last.upperBound, true)
    }
}
