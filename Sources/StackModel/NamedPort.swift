/// A port that a service has beside its main one.
package struct NamedPort: Sendable, Equatable {
    package var name: Located<String>
    package var number: Located<UInt16>
    package var choice: PortChoice

    package init(name: Located<String>, number: Located<UInt16>, choice: PortChoice = .written) {
        self.choice = choice
        self.name = name
        self.number = number
    }
}
