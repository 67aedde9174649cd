/// A service of the stack file that is no part of a run.
package struct AbsentService: Sendable, Equatable {
    package var name: String
    /// Those that hold it back; none where other services were asked for by name.
    package var profiles: [String]

    package init(name: String, profiles: [String]) {
        self.name = name
        self.profiles = profiles
    }
}
