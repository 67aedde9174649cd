/// An address and port at which somebody listens, and who.
package struct ListenerReport: Sendable, Equatable {
    package enum Transport: String, Sendable, Equatable {
        case tcp
        case udp
    }

    /// A process that has the socket open.
    package struct Holder: Sendable, Equatable {
        package var pid: Int32
        /// At least one.
        package var arguments: [String]
        package var user: String
        package var userNumber: UInt32
        /// In seconds since 1970-01-01T00:00:00Z.
        package var startedAt: Double

        package init(pid: Int32, arguments: [String], user: String, userNumber: UInt32, startedAt: Double) {
            self.pid = pid
            self.arguments = arguments
            self.user = user
            self.userNumber = userNumber
            self.startedAt = startedAt
        }

        /// With blanks between.
        package var command: String { arguments.joined(separator: " ") }
    }

    /// The stack that it belongs to.
    package struct Owner: Sendable, Equatable {
        /// The stack's folder.
        package var directory: String
        /// `nil` where it is devstack's own and no service's that is known from here.
        package var service: String?
        /// The devstack that runs the stack; `nil` of what an earlier run has left.
        package var runner: Int32?

        package init(directory: String, service: String? = nil, runner: Int32?) {
            self.directory = directory
            self.service = service
            self.runner = runner
        }
    }

    package var transport: Transport
    /// Without brackets: `127.0.0.1`, `::`.
    package var address: String
    package var port: UInt16
    /// Whether it is the wildcard of IPv6 and takes IPv4 too.
    package var takesBothFamilies: Bool
    /// The user who made the socket.
    package var user: String
    package var userNumber: UInt32
    /// The oldest first; none when this user may not see them.
    package var holders: [Holder]
    package var owner: Owner?

    package init(
        transport: Transport = .tcp, address: String, port: UInt16, takesBothFamilies: Bool = false, user: String,
        userNumber: UInt32, holders: [Holder] = [], owner: Owner? = nil
    ) {
        self.transport = transport
        self.address = address
        self.port = port
        self.takesBothFamilies = takesBothFamilies
        self.user = user
        self.userNumber = userNumber
        self.holders = holders
        self.owner = owner
    }
}
