package import Diagnostics

extension MistakeLesson {
    /// A folder that every Linux has, for the examples' paths.
    private static let directory = "/usr"
    /// What the examples' variables name.
    private static let environment = ["HOME": "/home/you", "PORT": "8000"]

    /// What the reader says of a stack file.
    ///
    /// - Parameter movesPorts: whether it is read for a run with `--ports auto`.
    static func diagnostics(of bytes: [UInt8], movesPorts: Bool = false) -> [Diagnostic] {
        var collector = DiagnosticCollector()
        let ports: PortSource = { $0.indices.map { movesPorts ? 40_001 + UInt16($0) : nil } }
        _ = StackFileReader(environment: environment, ports: ports).read(
            bytes: bytes, path: "devstack.yaml", directory: directory, collector: &collector)
        return collector.diagnostics
    }

    /// What the reader says of a `.env`.
    static func diagnostics(ofEnvironmentFile text: String) -> [Diagnostic] { reading(text).mistakes }

    private static func reading(_ text: String) -> EnvironmentFileReading {
        EnvironmentFileReading(text, path: ".env", environment: environment)
    }

    var explanation: CodeExplanation {
        let shown: CodeExplanation.Example =
            switch example {
            case .stackFile(let wrong, let right):
                .init(
                    file: "devstack.yaml", wrong: wrong, diagnostics: Self.diagnostics(of: Array(wrong.utf8)),
                    right: right)
            case .movedPorts(let wrong, let right):
                .init(
                    file: "devstack.yaml", wrong: wrong,
                    diagnostics: Self.diagnostics(of: Array(wrong.utf8), movesPorts: true), right: right)
            case .environmentFile(let wrong, let right):
                .init(
                    file: ".env", wrong: Self.reading(wrong).shownText,
                    diagnostics: Self.diagnostics(ofEnvironmentFile: wrong), right: right)
            case .bytes(let wrong, let right):
                .init(
                    file: "devstack.yaml", wrong: String(decoding: wrong, as: UTF8.self),
                    diagnostics: Self.diagnostics(of: wrong), right: right)
            case .noLines(let diagnostics): .init(diagnostics: diagnostics())
            }
        return CodeExplanation(code: code.rawValue, summary: code.summary, details: details, example: shown)
    }
}

extension MistakeCode {
    /// What `devstack explain` says of each kind of mistake in a stack file, the reader run on its example.
    package static var explanations: [CodeExplanation] { MistakeLesson.all.map(\.explanation) }
}
