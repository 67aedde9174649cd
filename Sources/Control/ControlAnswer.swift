package import StackModel

/// What comes back: a status of HTTP and a JSON document.
package struct ControlAnswer: Sendable, Equatable {
    package var status: Int
    package var body: JSONValue

    package init(status: Int = 200, body: JSONValue) {
        self.status = status
        self.body = body
    }

    init(_ refusal: ControlRefusal) {
        let remedy = refusal.remedy.map { [JSONValue.Member("remedy", .string($0))] } ?? []
        self.init(status: refusal.status, body: .object([.init("error", .string(refusal.message))] + remedy))
    }
}
