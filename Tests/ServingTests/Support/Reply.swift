/// A response as a client got it.
struct Reply: Equatable {
    var status: Int
    /// Names in lower case, in the order in which they came.
    var fields: [(name: String, value: String)]
    var body: [UInt8]

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }

    static func == (one: Reply, other: Reply) -> Bool {
        one.status == other.status && one.body == other.body
            && one.fields.elementsEqual(other.fields) { $0.name == $1.name && $0.value == $1.value }
    }
}
