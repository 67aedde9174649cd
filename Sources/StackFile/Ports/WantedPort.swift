/// A port that a service of a stack file is to have.
package struct WantedPort: Sendable, Hashable {
    package var service: String
    /// `port`, or its name in `ports`.
    package var name: String
    /// Where the service listens: `127.0.0.1`, `::1`.
    package var addresses: [String]
    /// The number that the file gives; `nil` of `auto`.
    package var written: UInt16?

    package init(service: String, name: String, addresses: [String], written: UInt16?) {
        self.service = service
        self.name = name
        self.addresses = addresses
        self.written = written
    }
}
