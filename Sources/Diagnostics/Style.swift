/// How text is to look: which of a terminal's means it may use.
///
/// Colour and symbols only repeat what the words say, so that nothing is lost in plain text.
package struct Style: Sendable, Hashable {
    /// SGR sequences for colour and weight (ECMA-48, 8.3.117).
    package var usesColour: Bool
    /// Symbols and lines beyond ASCII. What the user wrote is shown as it is either way.
    package var usesUnicode: Bool

    package init(usesColour: Bool, usesUnicode: Bool) {
        self.usesColour = usesColour
        self.usesUnicode = usesUnicode
    }

    /// ASCII without colour: for files, pipes and dumb terminals.
    package static let plain = Style(usesColour: false, usesUnicode: false)
    /// Colour and symbols: for a terminal that shows both.
    package static let ansi = Style(usesColour: true, usesUnicode: true)
}

extension Style {
    /// The style that suits an output.
    ///
    /// `NO_COLOR` with any value but the empty one takes the colour away, as does `TERM=dumb`; symbols need a locale of UTF-8.
    ///
    /// - Parameter variable: looks up a variable of the environment.
    package static func suiting(isTerminal: Bool, variable: (String) -> String?) -> Style {
        guard isTerminal, variable("TERM") != "dumb" else { return .plain }
        let refusesColour = variable("NO_COLOR").map { !$0.isEmpty } ?? false
        // The first of these that is set decides (locale(7)).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
        let encoding = locale.lowercased()
        return Style(
            usesColour: !refusesColour, usesUnicode: encoding.hasSuffix("utf-8") || encoding.hasSuffix("utf8"))
    }
}

extension Style {
    /// The text in this ink, or the text itself where there is no colour.
    package func paint(_ text: String, _ ink: Ink) -> String {
        guard usesColour, !text.isEmpty else { return text }
        return "\u{1B}[\(ink.parameters)m\(text)\u{1B}[0m"
    }

    /// The first of the two where symbols may be used, else the second.
    package func symbol(_ unicode: String, _ ascii: String) -> String { usesUnicode ? unicode : ascii }
}
