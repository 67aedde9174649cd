package import Diagnostics

/// Where a value of a resolved stack comes from.
package struct ValueOrigin: Sendable, Equatable {
    /// A variable that the value was made with.
    package struct Variable: Sendable, Equatable {
        package var name: String
        /// Whether `.env` sets it, and not the environment.
        package var isFromFile: Bool
    }

    /// Its place in a stack file; `nil` of a default.
    package var location: SourceLocation?
    package var variables: [Variable] = []

    static let byDefault = ValueOrigin(location: nil)
}

extension ValueOrigin: CustomStringConvertible {
    /// `devstack.yaml:12:11`, `devstack.yaml:12:11, PORT from the environment`, or `default`.
    package var description: String {
        guard let location else { return "default" }
        return ([location.description] + variables.map { "\($0.name) from \($0.place)" }).joined(separator: ", ")
    }
}

extension ValueOrigin.Variable {
    package var place: String { isFromFile ? ".env" : "the environment" }
}
