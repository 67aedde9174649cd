/// Why a program could not be started.
package struct LaunchFailure: Error, Sendable, Hashable {
    package enum Step: Int32, Sendable, Hashable {
        case fork = 1
        /// Descriptors, limits and memory before the exec.
        case prepare
        /// chdir(2) into its working folder.
        case directory
        case execute
        /// The file is there, but not the interpreter that its first line names, or its loader.
        case interpreter
    }

    package var step: Step
    /// The error number.
    package var code: Int32
    /// Which of the launch's candidates it is about; `nil` for all of them.
    package var candidate: Int?

    package init(step: Step, code: Int32, candidate: Int? = nil) {
        self.step = step
        self.code = code
        self.candidate = candidate
    }
}
