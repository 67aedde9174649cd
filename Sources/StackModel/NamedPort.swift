/// A port that a service has beside its main one.
package struct NamedPort: Sendable, Equatable {
    package var name: Located<String>
    package var number: Located<UInt16>

    package init(name: Located<String>, number: Located<UInt16>) {
        self.name = name
        self.number = number
    }
}
