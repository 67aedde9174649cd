package import StackModel
package import TLS

/// What a built-in server serves, where, and to whom.
package struct ServerConfiguration: Sendable {
    package enum Content: Sendable {
        /// A folder. Nothing beneath `neverServe`, absolute paths of folders and files, is served even where the folder has it.
        case files(FileSite, neverServe: [String])
        /// A CSV file as a JSON API.
        case table(TableSource)
    }

    package enum Socket: Sendable, Equatable {
        /// An IP address, or `localhost`, which is 127.0.0.1 and ::1. Port 0 is any free one, and the same for all
        /// sockets of the server that ask for it.
        case bind(address: String, port: UInt16)
        /// A bound stream socket that was handed over; the server closes it.
        case inherited(descriptor: Int32)
    }

    package var content: Content
    package var sockets: [Socket]
    /// The certificates to serve with; `nil` is plain HTTP.
    package var tls: (any TLSIdentitySource)?
    /// Host names that are the server's own beyond `localhost`, `*.localhost` and the loopback addresses; `*.app.test`
    /// stands for one label before `.app.test`.
    package var hostNames: [String]
    package var limits: ServerLimits

    package init(
        content: Content, sockets: [Socket], tls: (any TLSIdentitySource)? = nil, hostNames: [String] = [],
        limits: ServerLimits = ServerLimits()
    ) {
        self.content = content
        self.sockets = sockets
        self.tls = tls
        self.hostNames = hostNames
        self.limits = limits
    }
}
