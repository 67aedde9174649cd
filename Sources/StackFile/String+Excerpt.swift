extension String {
    /// The text in backquotes for a message: in one line, control characters escaped, cut when it is long.
    var excerpt: String {
        if isEmpty { return "an empty text" }
        var shown = ""
        var count = 0
        for scalar in unicodeScalars {
            guard count < 60 else { return "`\(shown)...`" }
            shown += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: false) : String(scalar)
            count += 1
        }
        return "`\(shown)`"
    }
}
