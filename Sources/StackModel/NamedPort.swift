/// A port that a service has beside its main one.
package struct NamedPort: Sendable, Equatable {
    /// What the main one is called where ports have names.
    package static let main = "port"
    /// How a value begins that names a port, behind its `${`.
    package static let prefix = "services."

    package var name: Located<String>
    package var number: Located<UInt16>
    package var choice: PortChoice

    package init(name: Located<String>, number: Located<UInt16>, choice: PortChoice = .written) {
        self.choice = choice
        self.name = name
        self.number = number
    }

    /// What a value calls a port: `services.NAME.port`, `services.NAME.ports.PORT`.
    package static func reference(to port: String, of service: String) -> String {
        port == main ? "\(prefix)\(service).port" : "\(prefix)\(service).ports.\(port)"
    }
}
