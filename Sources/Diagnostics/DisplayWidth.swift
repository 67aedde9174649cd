/// How many columns of a terminal a text takes.
package enum DisplayWidth {
    package static func of(_ text: some StringProtocol) -> Int {
        // Most text is this, and needs no look at each character.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// 0, 1 or 2: the widest of its scalars, since the others combine with it.
    package static func of(_ character: Character) -> Int {
        if let value = character.asciiValue { return value < 0x20 || value == 0x7F ? 0 : 1 }
        var widest = 0
        for scalar in character.unicodeScalars {
            // U+FE0F asks for the emoji form, which is wide (UTS 51, 1.4.2).
            if scalar == "\u{FE0F}" { return 2 }
            widest = max(widest, width(of: scalar))
        }
        return widest
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .control, .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: 0
        default: isWide(scalar) ? 2 : 1
        }
    }

    /// East Asian Width W or F (UAX 11): the emoji by their own property, the rest by their blocks.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        return scalar.properties.isEmojiPresentation || wideBlocks.contains { $0.contains(scalar.value) }
    }

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

extension DisplayWidth {
    /// The text, cut to this many columns; what is cut shows as `ending`.
    package static func cut(_ text: String, to columns: Int, ending: String) -> String {
        guard of(text) > columns else { return text }
        let room = columns - of(ending)
        guard room >= 0 else { return take(text, columns) }
        return take(text, room) + ending
    }

    /// The text, filled up with spaces to this many columns.
    package static func pad(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - of(text)))
    }

    private static func take(_ text: String, _ columns: Int) -> String {
        var taken = ""
        var used = 0
        for character in text {
            used += of(character)
            if used > columns { break }
            taken.append(character)
        }
        return taken
    }
}
