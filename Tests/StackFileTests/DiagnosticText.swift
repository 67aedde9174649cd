import Diagnostics

/// Diagnostics in one stable form for the golden pairs.
enum DiagnosticText {
    static func render(_ diagnostics: [Diagnostic]) -> String {
        var text = ""
        for diagnostic in diagnostics {
            text +=
                "\(diagnostic.severity.rawValue)[\(diagnostic.code)] \(place(diagnostic.location)) \(diagnostic.message)\n"
            if let remedy = diagnostic.remedy { text += "    remedy: \(remedy)\n" }
            for note in diagnostic.notes { text += "    note: \(place(note.location)) \(note.message)\n" }
        }
        return text
    }

    private static func place(_ location: SourceLocation?) -> String {
        guard let location else { return "nowhere" }
        return "\(location)-\(location.column + location.length)"
    }
}
