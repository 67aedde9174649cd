/// Whether a service that is ready still does its work: asked again and again.
package struct HealthCheck: Sendable, Equatable {
    package enum Probe: Sendable, Equatable {
        /// A GET of this path on the service's port is answered with one of these statuses.
        case http(path: String, status: [StatusPattern])
        /// A TLS handshake on the service's port comes to its end, with a certificate that verifies.
        case tls
        /// This command, run beside the service and as it is run, ends with status 0.
        case command([String])
    }

    package var probe: Probe
    /// From the end of one question to the next.
    package var interval: Duration
    /// How long an answer may take.
    package var timeout: Duration
    /// After so many failures in a row the service is unhealthy.
    package var retries: Int
    /// How much longer it may take until it passes for the first time.
    package var startPeriod: Duration
    /// The longest pause between two questions until then.
    package var startInterval: Duration

    package init(
        probe: Probe, interval: Duration = .seconds(30), timeout: Duration = .seconds(30), retries: Int = 3,
        startPeriod: Duration = .zero, startInterval: Duration = .milliseconds(500)
    ) {
        self.probe = probe
        self.interval = interval
        self.timeout = timeout
        self.retries = retries
        self.startPeriod = startPeriod
        self.startInterval = startInterval
    }

    /// How long it may take to pass for the first time.
    package var proof: Duration { max(startPeriod + interval * retries, timeout) }
}
