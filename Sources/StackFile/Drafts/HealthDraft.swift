internal import Diagnostics
internal import StackModel

/// `healthcheck`, while it is read.
struct HealthDraft: WordDraft {
    /// What `test` says.
    enum Test {
        case none
        case command([String])
    }

    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var test: Test?
    /// A path on the service's port.
    var http: String?
    var status: [StatusPattern]?
    var tls = false
    var command: [String]?
    var interval: Duration?
    var timeout: Duration?
    var retries: Int?
    var startPeriod: Duration?
    var startInterval: Duration?
    var disable: Bool?
}

extension HealthDraft {
    /// The words of which there is one.
    static let probes = ["test", "http", "tls", "command"]

    /// Where it says what is asked, whether that could be read or not.
    var givenProbe: String? { Self.probes.first { given[$0] != nil } }

    var isDisabled: Bool {
        if disable == true { return true }
        if case .some(.none) = test { return true }
        return false
    }

    private var probe: HealthCheck.Probe? {
        if let http { return .http(path: http, status: status ?? [.ofClass(2)]) }
        if tls { return .tls }
        if case .some(.command(let arguments)) = test { return .command(arguments) }
        return command.map(HealthCheck.Probe.command)
    }

    /// - Parameter ready: what is asked where the health check does not say it.
    func resolved(ready: Readiness?) -> HealthCheck? {
        guard !isDisabled, let probe = probe ?? ready?.healthProbe else { return nil }
        let usual = HealthCheck(probe: probe)
        return HealthCheck(
            probe: probe, interval: interval ?? usual.interval, timeout: timeout ?? usual.timeout,
            retries: retries ?? usual.retries, startPeriod: startPeriod ?? usual.startPeriod,
            startInterval: startInterval ?? usual.startInterval)
    }
}

extension Readiness {
    /// The same question, where it can be asked again.
    var healthProbe: HealthCheck.Probe? {
        switch self {
        case .http(let path, let status): .http(path: path, status: status)
        case .tls: .tls
        case .command(let arguments): .command(arguments)
        case .started, .listen, .exit, .log, .notify: nil
        }
    }
}
