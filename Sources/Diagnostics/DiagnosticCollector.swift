/// Where a stage puts the mistakes that it finds, so that all of them can be shown in one go.
///
/// Passed `inout` from the outermost caller; a stage never prints and never stops at the first mistake.
package struct DiagnosticCollector: Sendable {
    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }
}
