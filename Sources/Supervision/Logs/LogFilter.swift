internal import StackModel

/// Which lines are wanted.
struct LogFilter {
    let since: LogTime?
    let until: LogTime?
    private let expression: Regex<AnyRegexOutput>?

    /// - Throws: an error of `Regex` when the pattern is none.
    init(_ request: LogRequest) throws {
        since = request.since
        until = request.until
        expression = try request.pattern.map { try Regex($0).matchingSemantics(.unicodeScalar) }
    }

    /// Whether all lines are.
    var isOpen: Bool { since == nil && until == nil && expression == nil }

    func takes(_ line: LogLine) -> Bool {
        if let since, line.time < since { return false }
        if let until, until < line.time { return false }
        guard let expression else { return true }
        let end = line.bytes.last == UInt8(ascii: "\r") ? line.bytes.count - 1 : line.bytes.count
        return (try? expression.firstMatch(in: String(decoding: line.bytes[..<end], as: UTF8.self))) != nil
    }
}
