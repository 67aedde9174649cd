internal import Diagnostics

extension Interpolator.Problem {
    /// - Parameter variables: Those whose names may have been meant.
    func diagnostic(at location: SourceLocation, variables: Variables?) -> Diagnostic {
        switch kind {
        case .unset(let name):
            let guess = variables?.nearest(to: name).map { "Did you mean ${\($0)}? Else set" } ?? "Set"
            return Diagnostic(
                .unsetVariable, "the variable \(name) is not set", at: location,
                remedy: "\(guess) it in the environment or in .env, or give a default: ${\(name):-default}.")
        case .required(let name, let message):
            return Diagnostic(
                .requiredVariable, message.isEmpty ? "the variable \(name) must be set" : "\(name): \(message)",
                at: location, remedy: "Set \(name) in the environment or in .env.")
        case .malformed(let what, let remedy):
            return Diagnostic(.badInterpolation, what, at: location, remedy: remedy)
        }
    }
}
