/// A JSON value (RFC 8259) that keeps the order of its members and the text of its numbers.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }
}

/// What kind of value a JSON value is; `integer` is a number without a fraction.
package enum JSONType: String, Sendable, Hashable, CaseIterable {
    case null
    case boolean
    case number
    case integer
    case string
    case array
    case object
}
