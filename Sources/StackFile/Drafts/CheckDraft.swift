internal import Diagnostics
internal import StackModel

/// One check, while it is read.
struct CheckDraft: WordDraft {
    struct Request {
        /// The word: `get`.
        var method: String
        var url: Located<RequestURL>?
    }

    var given: [String: SourceLocation] = [:]
    var guessed: Set<String> = []
    let name: Located<String>
    var requests: [Request] = []
    var command: [String]?
    var headers: [RequestSpecification.Header] = []
    var query: [RequestSpecification.Header] = []
    var body: String?
    var json: JSONValue?
    var timeout: Duration?
    var trust: RequestSpecification.Trust?
    var policy: RequestSpecification.Policy?
    var clientCertificate: Located<String>?
    var environment: [EnvironmentVariable] = []
    var workingDirectory: String?
    var expect = ExpectDraft()

    init(name: Located<String>) {
        self.name = name
    }
}
