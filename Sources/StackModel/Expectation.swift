/// What a check must see. What is `nil` or empty is not looked at.
package struct Expectation: Sendable, Equatable {
    package struct HeaderExpectation: Sendable, Equatable {
        /// In lower case.
        package var name: Located<String>
        package var matcher: Located<Matcher>

        package init(name: Located<String>, matcher: Located<Matcher>) {
            self.name = name
            self.matcher = matcher
        }
    }

    package struct JSONExpectation: Sendable, Equatable {
        package var path: Located<JSONPath>
        package var matcher: Located<Matcher>

        package init(path: Located<JSONPath>, matcher: Located<Matcher>) {
            self.path = path
            self.matcher = matcher
        }
    }

    package var status: Located<[StatusPattern]>?
    package var headers: [HeaderExpectation] = []
    package var body: Located<Matcher>?
    package var json: [JSONExpectation] = []
    /// The exit status of a command.
    package var exit: Located<Matcher>?
    package var stdout: Located<Matcher>?
    package var stderr: Located<Matcher>?
    /// The exchange must fail, for this reason and no other.
    package var failure: Located<FailureReason>?

    package init() {}
}
