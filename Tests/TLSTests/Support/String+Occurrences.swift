extension String {
    /// How often a word occurs.
    func occurrences(of word: String) -> Int {
        var count = 0
        var rest = self[...]
        while let place = rest.firstRange(of: word) {
            count += 1
            rest = rest[place.upperBound...]
        }
        return count
    }
}
