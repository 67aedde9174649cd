internal import StackModel

/// A response as it came, unmasked; in a failure, as much of it as came.
struct HTTPResponse: Sendable, Equatable {
    var status: Int
    var headers: [RequestSpecification.Header]
    var body: [UInt8] = []
    /// From the request to the first byte.
    var firstByte: Duration = .zero
    /// From the first byte to the last.
    var bodyTime: Duration?
    /// Whether the connection can carry another request.
    var keepsAlive = false

    /// The value of a field; one that is repeated is joined by commas (RFC 9110, section 5.3), `nil` without any.
    func value(of name: String) -> String? {
        let values = headers.filter { $0.name.lowercased() == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
