/// Why a built-in server could not start.
package struct ServerStartError: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Another socket has the address and port.
        case addressInUse
        /// The socket could not be made, bound or listened on for another reason.
        case socket
        /// The folder or the CSV file cannot be served.
        case content
    }

    package var kind: Kind
    /// What is wrong and where: one sentence without a full stop.
    package var message: String
    /// What to do: an imperative sentence.
    package var remedy: String?

    package init(_ kind: Kind, _ message: String, remedy: String? = nil) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
    }
}

extension ServerStartError: CustomStringConvertible {
    package var description: String { remedy.map { "\(message). \($0)." } ?? message }
}
