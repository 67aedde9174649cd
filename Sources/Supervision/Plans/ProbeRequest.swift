package import StackModel

/// A question to a service over its port.
package struct ProbeRequest: Sendable, Equatable {
    package enum Question: Sendable, Equatable {
        /// Is a GET of this path answered with one of these statuses?
        case http(path: String, status: [StatusPattern])
        /// Does a TLS handshake come to an end, with a certificate that verifies?
        case tls
    }

    /// The index of its plan.
    package var service: Int
    package var name: String
    package var question: Question

    /// How long the answer may take.
    package var timeout: Duration

    package init(service: Int, name: String, question: Question, timeout: Duration = .seconds(5)) {
        self.service = service
        self.name = name
        self.question = question
        self.timeout = timeout
    }
}
