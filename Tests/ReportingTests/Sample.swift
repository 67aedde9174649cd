import Diagnostics
import StackModel

import struct Diagnostics.SourceLocation

/// Values of a run, and the stack file that they name.
enum Sample {
    static let file = "devstack.yaml"

    /// 2026-11-23T08:02:02Z.
    static let now = 1_795_420_922.0
    static let day = 86_400.0

    static let source = SourceText(
        """
        services:
          site:
            files: site
            port: 1443

        checks:
          motto over verified TLS:
            get: https://localhost:1443/motto.txt
            expect:
              status: 200
              body: {contains: help who you can}
          the wrong name is refused:
            get: https://wrong.localhost:1443/motto.txt
            expect: {failure: wrong_host}
        """)

    static func at(_ line: Int, _ column: Int, _ length: Int = 1) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column, length: length)
    }

    static let leaf = ServedCertificate(
        subject: "CN=localhost birds", issuer: "CN=devstack birds",
        names: ["localhost", "127.0.0.1", "::1", "app.test"], notBefore: now - day, notAfter: now + 89 * day,
        serial: "1f2e3d")
    static let authority = ServedCertificate(
        subject: "CN=devstack birds", issuer: "CN=devstack birds", names: [], notBefore: now - day,
        notAfter: now + 3_649 * day, serial: "0a")

    static func exchange(_ change: (inout ExchangeRecord) -> Void = { _ in }) -> ExchangeRecord {
        var exchange = ExchangeRecord(method: "GET", url: "https://localhost:1443/motto.txt")
        exchange.remoteAddress = "127.0.0.1:1443"
        exchange.localPort = 50_412
        exchange.tlsVersion = "TLSv1.3"
        exchange.chain = [leaf]
        exchange.status = 404
        exchange.headers = [.init("content-type", "text/plain; charset=utf-8"), .init("content-length", "24")]
        exchange.bodyExcerpt = "motto.txt is not here.\n"
        exchange.bodyLength = 24
        exchange.timing.connect = .microseconds(110)
        exchange.timing.handshake = .microseconds(1_240)
        exchange.timing.firstByte = .microseconds(310)
        exchange.timing.body = .microseconds(20)
        change(&exchange)
        return exchange
    }

    static let passed = CheckResult(
        name: "birds of one year", location: at(6, 3), verdict: .passed, duration: .microseconds(3_140))

    static let wrongStatus = CheckResult(
        name: "motto over verified TLS", location: at(7, 3, 23),
        verdict: .failed([
            Mismatch(
                location: at(10, 15, 3), subject: "status", expected: "200", actual: "404",
                explanation: "site/motto.txt does not exist.")
        ]),
        duration: .microseconds(2_100), exchange: exchange(), serverLog: ["GET /motto.txt 404 24 B 0.2 ms"])

    static let skipped = CheckResult(
        name: "the wrong name is refused", location: at(12, 3, 25), verdict: .skipped("`site` failed"), duration: .zero)

    static let failedService = ServiceReport(
        name: "greeter", state: .failed, address: "http://localhost:9000", startedAfter: .milliseconds(2),
        failure: "it ended with status 1 before it was ready", remedy: "Run `python3 greeter.py` by hand.",
        lastLines: ["Traceback (most recent call last):", "ModuleNotFoundError: No module named 'greet'"])

    static let services = [
        ServiceReport(
            name: "site", state: .ready, address: "https://localhost:1443", startedAfter: .milliseconds(1),
            readyAfter: .milliseconds(4)),
        ServiceReport(
            name: "birds", state: .starting, address: "http://localhost:8000", startedAfter: .milliseconds(1)),
        ServiceReport(name: "greeter", state: .waiting, address: "http://localhost:9000"),
    ]

    static let certificates = [
        CertificateReport(
            name: "ca", names: [], subject: "CN=devstack birds", issuer: "CN=devstack birds", notBefore: now - day,
            notAfter: now + 3_649 * day, serial: "0a", fingerprint: "AB:CD:EF", file: "certs/ca.pem", action: .kept),
        CertificateReport(
            name: "localhost", names: ["localhost", "127.0.0.1", "::1", "app.test"], subject: "CN=localhost birds",
            issuer: "CN=devstack birds", notBefore: now - day, notAfter: now + 89 * day + 60, serial: "1f2e3d",
            fingerprint: "01:23:45", file: "certs/localhost.pem", action: .renewed("its names changed")),
    ]

    static func report(
        certificates: [CertificateReport] = certificates, services: [ServiceReport] = [services[0]],
        checks: [CheckResult] = [passed], diagnostics: [Diagnostic] = [], exitStatus: ExitStatus = .success
    ) -> RunReport {
        RunReport(
            stack: "birds", file: file, startedAt: now, duration: .microseconds(31_250), certificates: certificates,
            services: services, checks: checks, diagnostics: diagnostics, exitStatus: exitStatus)
    }
}
