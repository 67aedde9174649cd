package import Diagnostics

extension Diagnostic {
    package func masked(by mask: SecretMask) -> Diagnostic {
        if mask.isEmpty { return self }
        var diagnostic = self
        diagnostic.message = mask.masked(message)
        diagnostic.remedy = remedy.map(mask.masked)
        diagnostic.notes = notes.map { Note(mask.masked($0.message), at: $0.location) }
        return diagnostic
    }
}
