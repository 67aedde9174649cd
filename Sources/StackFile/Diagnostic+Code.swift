internal import Diagnostics

extension Diagnostic {
    /// A mistake of the stack file; the code's first letter says whether it is an error or a warning.
    init(
        _ code: MistakeCode, _ message: String, at location: SourceLocation?, remedy: String? = nil,
        notes: [Note] = []
    ) {
        self.init(
            code.rawValue.hasPrefix("W") ? .warning : .error, code.rawValue, message, at: location, remedy: remedy,
            notes: notes)
    }
}
