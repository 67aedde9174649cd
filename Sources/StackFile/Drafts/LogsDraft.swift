internal import Diagnostics
internal import StackModel

/// `logs` of a service, while it is read.
struct LogsDraft: WordDraft {
    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    var maxSize: Int?
    var maxFiles: Int?
}

extension LogsDraft {
    var resolved: LogRotation {
        let usual = LogRotation()
        return LogRotation(maxSize: maxSize ?? usual.maxSize, maxFiles: maxFiles ?? usual.maxFiles)
    }
}
