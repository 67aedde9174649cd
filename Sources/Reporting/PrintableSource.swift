internal import Diagnostics

/// Lines of a file as they may be shown whole.
enum PrintableSource {
    /// Tabs stay, since they may be what is wrong; what is not text shows as `?`.
    static func text(_ source: String) -> String {
        TextLines.of(source).map { line in
            line.replacing("\u{FFFD}", with: "?").split(separator: "\t", omittingEmptySubsequences: false)
                .map { PrintableText.escaped(String($0)) }.joined(separator: "\t")
        }.joined(separator: "\n")
    }
}
