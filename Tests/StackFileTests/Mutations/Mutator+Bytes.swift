extension Mutator {
    private static let fragments: [[Unicode.Scalar]] = [
        ":", " ", "\n", "  ", "\t", "- ", "[", "]", "{", "}", "'", "\"", "#", "&a ", "*a", "<<: *a", "!!int ", "|\n",
        ">", "${", "}", "$${", "${X:-y}", "~", "null", "yes", "022", "1:30", "1e3", "-1", "99999999999", "::1",
        "\u{FEFF}", "\r", "\u{85}", "\u{2028}", "🐦", "ü", "---\n", "...\n", "%YAML 1.1\n", "? ", "@", "`", "\\", "\0",
        "port", "get", "expect", "not", "each", "tls", "*.test", "[::1]", "https://", "$[*]", "$.",
    ].map { Array($0.unicodeScalars) }

    /// A few blind changes anywhere.
    mutating func smashed(_ file: RightFile) -> Mutant? {
        var scalars = file.scalars
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !scalars.isEmpty {
            let position = Int.random(in: 0..<scalars.count, using: &generator)
            let part = position..<min(scalars.count, position + Int.random(in: 1...40, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: scalars.remove(at: position)
            case 1: scalars[position] = Unicode.Scalar(UInt8.random(in: 0...255, using: &generator))
            case 2:
                scalars.insert(contentsOf: Self.fragments.randomElement(using: &generator) ?? [], at: position)
            case 3:
                scalars.insert(
                    contentsOf: Array(scalars[part]), at: Int.random(in: 0...scalars.count, using: &generator))
            case 4: scalars.removeSubrange(part)
            default: scalars.swapAt(position, Int.random(in: 0..<scalars.count, using: &generator))
            }
        }
        return Mutant(kind: .bytes, scalars: scalars, expectation: .anything)
    }
}
