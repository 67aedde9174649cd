internal import Diagnostics
internal import StackModel

/// Puts `${NAME}` back in the place of what `.env` says, in the messages about the values that used it.
///
/// Such values may be passwords, and messages end up in logs and reports.
struct DiagnosticMask {
    private struct Line: Hashable {
        var file: String
        var line: Int

        init(_ location: SourceLocation) {
            file = location.file
            line = location.line
        }
    }

    private var values: [Line: [String: String]] = [:]
    private var words: [Line: [String]] = [:]

    /// What is shorter is no secret, and would be found by chance.
    private static let shortest = 4

    /// Notes that a value on a line was made with a variable.
    ///
    /// - Parameter words: What the variable's value is split into there.
    mutating func add(_ name: String, _ value: String, words: [String], at location: SourceLocation) {
        guard value.unicodeScalars.prefix(Self.shortest).count == Self.shortest else { return }
        values[Line(location), default: [:]][name] = value
        if !words.isEmpty { self.words[Line(location), default: []] += words }
    }

    func masked(_ diagnostic: Diagnostic) -> Diagnostic {
        guard let location = diagnostic.location, let secrets = values[Line(location)] else { return diagnostic }
        var result = diagnostic
        // The longest first, since one may hold another.
        for (name, value) in secrets.sorted(by: { ($0.value.utf8.count, $0.key) > ($1.value.utf8.count, $1.key) }) {
            result.message = result.message.replacing(value, with: "${\(name)}")
            result.remedy = result.remedy?.replacing(value, with: "${\(name)}")
            for index in result.notes.indices {
                result.notes[index].message = result.notes[index].message.replacing(value, with: "${\(name)}")
            }
        }
        // What is left of one that a message cuts, or that a command is split into.
        return result.masked(by: SecretMask(secrets.map(\.value) + words[Line(location), default: []]))
    }
}
