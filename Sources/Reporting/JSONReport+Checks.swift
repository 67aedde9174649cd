internal import Diagnostics
internal import StackModel

extension JSONReport {
    static func check(_ check: CheckResult) -> JSONValue {
        let verdict: String
        var reason: String?
        var mismatches: [Mismatch] = []
        switch check.verdict {
        case .passed: verdict = "passed"
        case .failed(let found):
            verdict = "failed"
            mismatches = found
        case .skipped(let why):
            verdict = "skipped"
            reason = why
        }
        return object([
            ("name", .string(check.name)),
            ("location", location(check.location)),
            ("verdict", .string(verdict)),
            ("reason", optional(reason, JSONValue.string)),
            ("started_after_ms", optional(check.startedAfter, milliseconds)),
            ("duration_ms", milliseconds(check.duration)),
            ("mismatches", .array(mismatches.map(mismatch))),
            ("notes", strings(check.notes)),
            ("exchange", optional(check.exchange, exchange)),
            ("server_log", strings(check.serverLog)),
        ])
    }

    private static func mismatch(_ mismatch: Mismatch) -> JSONValue {
        object([
            ("location", location(mismatch.location)),
            ("subject", .string(mismatch.subject)),
            ("expected", .string(mismatch.expected)),
            ("actual", .string(mismatch.actual)),
            ("explanation", optional(mismatch.explanation, JSONValue.string)),
        ])
    }

    private static func exchange(_ exchange: ExchangeRecord) -> JSONValue {
        object([
            ("method", .string(exchange.method)),
            ("url", .string(exchange.url)),
            ("remote_address", optional(exchange.remoteAddress, JSONValue.string)),
            ("local_port", optional(exchange.localPort) { integer(Int($0)) }),
            ("tls_version", optional(exchange.tlsVersion, JSONValue.string)),
            ("chain", .array(exchange.chain.map(served))),
            ("status", optional(exchange.status, integer)),
            (
                "headers",
                .array(exchange.headers.map { object([("name", .string($0.name)), ("value", .string($0.value))]) })
            ),
            ("body_excerpt", optional(exchange.bodyExcerpt, JSONValue.string)),
            ("body_bytes", optional(exchange.bodyLength, integer)),
            ("failure", optional(exchange.failure) { .string($0.rawValue) }),
            ("failure_detail", optional(exchange.failureDetail, JSONValue.string)),
            ("explanation", optional(exchange.explanation, explanation)),
            (
                "timing_ms",
                object([
                    ("lookup", optional(exchange.timing.lookup, milliseconds)),
                    ("connect", optional(exchange.timing.connect, milliseconds)),
                    ("handshake", optional(exchange.timing.handshake, milliseconds)),
                    ("first_byte", optional(exchange.timing.firstByte, milliseconds)),
                    ("body", optional(exchange.timing.body, milliseconds)),
                ])
            ),
        ])
    }
}

extension JSONReport {
    static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { JSONValue.Member($0.0, $0.1) })
    }

    static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// A number with three digits behind the point.
    static func milliseconds(_ duration: Duration) -> JSONValue {
        let text = DurationText.milliseconds(duration)
        return .number(JSONNumber(Double(text) ?? 0, text: text))
    }

    static func optional<Value>(_ value: Value?, _ write: (Value) -> JSONValue) -> JSONValue {
        value.map(write) ?? .null
    }

    static func location(_ location: SourceLocation) -> JSONValue {
        object([
            ("file", .string(location.file)), ("line", integer(location.line)), ("column", integer(location.column)),
            ("length", integer(location.length)),
        ])
    }
}
