import StackModel

/// Testing has an `Expectation` of its own.
typealias Expected = StackModel.Expectation

extension Check {
    /// A check of a URL such as `http://localhost:8000/`; its name on line 1, its URL on line 2.
    static func of(
        _ url: RequestURL, method: String = "GET", trust: RequestSpecification.Trust = .stack, body: [UInt8]? = nil,
        headers: [RequestSpecification.Header] = [], timeout: Duration = .seconds(20),
        _ expect: Expected = .status(200)
    ) -> Check {
        let request = RequestSpecification(method: method, url: url, headers: headers, body: body, trust: trust)
        return Check(name: .at(1, "a check"), action: .at(2, .request(request)), timeout: timeout, expect: expect)
    }
}

extension RequestURL {
    static func http(_ port: UInt16, _ target: String = "/", host: String = "localhost") -> RequestURL {
        RequestURL(isSecure: false, host: host, port: port, target: target)
    }

    static func https(_ port: UInt16, _ target: String = "/", host: String = "localhost") -> RequestURL {
        RequestURL(isSecure: true, host: host, port: port, target: target)
    }
}

extension Expected {
    static func status(_ status: Int) -> Expected {
        var expectation = Expected()
        expectation.status = .at(3, [.exactly(status)])
        return expectation
    }

    static func failure(_ reason: FailureReason) -> Expected {
        var expectation = Expected()
        expectation.failure = .at(3, reason)
        return expectation
    }
}

extension CheckResult {
    var passed: Bool { if case .passed = verdict { true } else { false } }

    var mismatches: [Mismatch] { if case .failed(let mismatches) = verdict { mismatches } else { [] } }

    var skipReason: String? { if case .skipped(let reason) = verdict { reason } else { nil } }
}
