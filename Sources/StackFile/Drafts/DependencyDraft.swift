internal import Diagnostics
internal import StackModel

/// One entry of `depends_on` in its long form, while it is read.
struct DependencyDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var condition: ServiceDependency.Condition?
    var restart: Bool?
}
