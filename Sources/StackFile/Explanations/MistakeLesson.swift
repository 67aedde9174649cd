internal import Diagnostics

/// What there is to learn from a kind of mistake: why it is one, and files that make it and that do not.
struct MistakeLesson: Sendable {
    enum Example: Sendable {
        case stackFile(wrong: String, right: String)
        /// The same, read for a run with `--ports auto`.
        case movedPorts(wrong: String, right: String)
        case environmentFile(wrong: String, right: String)
        /// A stack file that is no text.
        case bytes(wrong: [UInt8], right: String)
        /// What goes wrong before a line is read.
        case noLines(@Sendable () -> [Diagnostic])
    }

    let code: MistakeCode
    let details: String
    let example: Example

    init(_ code: MistakeCode, _ details: String, _ example: Example) {
        self.code = code
        self.details = details
        self.example = example
    }

    init(_ code: MistakeCode, _ details: String, wrong: String, right: String) {
        self.init(code, details, .stackFile(wrong: wrong, right: right))
    }
}

extension MistakeLesson {
    /// All of them, in the order of the codes.
    static let all =
        (ofFiles + ofVariables + ofValues + ofWords + ofCertificates + ofServices + ofChecks + ofMatchers
        + ofWarnings).sorted { $0.code.rawValue < $1.code.rawValue }
}
