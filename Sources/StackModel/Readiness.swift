/// What must be true before a service counts as ready.
///
/// Whatever it is, a service with a port is ready only when that port is held by its own processes.
package enum Readiness: Sendable, Equatable {
    /// exec has succeeded: the default of a command without a port.
    case started
    /// One of the service's own processes listens on its port: the default with a port.
    case listen
    /// A GET of this path on the service's port is answered with one of these statuses.
    case http(path: String, status: [StatusPattern])
    /// A TLS handshake on the service's port comes to its end, with a certificate that verifies.
    case tls
    /// The command has ended with status 0.
    case exit
    /// The program has written a line, to either of its outputs, in which this regular expression matches.
    case log(pattern: String)
    /// The program has said so itself: sd_notify(3).
    case notify
    /// This command, run again and again beside the service and as it is run, has ended with status 0.
    case command([String])
}
