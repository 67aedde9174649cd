import Diagnostics

extension DiagnosticCollector {
    var codes: [String] { diagnostics.map(\.code) }
    var errorCodes: [String] { diagnostics.filter { $0.severity == .error }.map(\.code) }
}
