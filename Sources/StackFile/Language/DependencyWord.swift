internal import StackModel

/// How the language says how far another service must be: Compose's words.
enum DependencyWord: String, CaseIterable {
    case started = "service_started"
    case healthy = "service_healthy"
    case completed = "service_completed_successfully"

    var condition: ServiceDependency.Condition {
        switch self {
        case .started: .started
        case .healthy: .ready
        case .completed: .completed
        }
    }

    init(_ condition: ServiceDependency.Condition) {
        self =
            switch condition {
            case .started: .started
            case .ready: .healthy
            case .completed: .completed
            }
    }
}
