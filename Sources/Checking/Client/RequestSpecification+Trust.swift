internal import StackModel

extension RequestSpecification.Trust {
    /// As the stack file writes it.
    var word: String {
        switch self {
        case .stack: "stack"
        case .system: "system"
        case .installed: "installed"
        case .file(let path): path
        case .none: "none"
        }
    }
}
