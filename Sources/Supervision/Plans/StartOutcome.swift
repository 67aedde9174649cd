package import StackModel

/// How the start of a stack went.
package enum StartOutcome: Sendable, Equatable {
    /// Every service is ready, or has completed.
    case ready
    /// These failed; never empty.
    case failed([ServiceReport])
    /// Nothing was started.
    case refused(SupervisionProblem)
    /// It was asked to stop before it was ready.
    case stopped
}

/// What is wrong with the stack as a whole.
package struct SupervisionProblem: Error, Sendable, Equatable {
    package var message: String
    package var remedy: String?
    /// Whether it is that another devstack runs the stack.
    package var isRunElsewhere = false

    package init(_ message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }

    /// - Parameter pid: of the devstack that runs it, where that is known.
    package static func alreadyRun(by pid: String?) -> SupervisionProblem {
        var problem = SupervisionProblem(
            "this stack is run already" + (pid.map { " by devstack (pid \($0))" } ?? ""),
            remedy: "See `devstack status`; `devstack down` stops it.")
        problem.isRunElsewhere = true
        return problem
    }
}
