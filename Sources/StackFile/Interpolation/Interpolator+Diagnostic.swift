internal import Diagnostics

extension Interpolator.Problem {
    /// - Parameters:
    ///   - variables: Those whose names may have been meant.
    ///   - ports: Those that may have been meant, as a value names them; `nil` in a file whose values cannot name any.
    func diagnostic(at location: SourceLocation, variables: Variables?, ports: [String]? = nil) -> Diagnostic {
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
        case .unknownPort(let name):
            guard let ports else {
                return Diagnostic(
                    .unknownPort, "\(name.excerpt) stands in a file of variables, which cannot name ports",
                    at: location,
                    remedy: "Name it in the stack file: in `environment`, or where the variable is used.")
            }
            let near = Spelling.nearest(to: name, in: ports).map { "Did you mean ${\($0)}? Else write" } ?? "Write"
            return Diagnostic(
                .unknownPort, "\(name.excerpt) is no port of a service in this file", at: location,
                remedy: "\(near) ${services.NAME.port}, or ${services.NAME.ports.PORT} for one of its `ports`.")
        case .malformed(let what, let remedy):
            return Diagnostic(.badInterpolation, what, at: location, remedy: remedy)
        }
    }
}
