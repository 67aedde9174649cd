internal import StackModel

/// The fields whose values never go into a report (RFC 9110, section 11; RFC 6265).
enum SecretHeaders {
    static let mask = "***"

    private static let names: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "set-cookie",
    ]

    static func contains(_ name: String) -> Bool { names.contains(name.lowercased()) }

    static func masked(_ header: RequestSpecification.Header) -> RequestSpecification.Header {
        contains(header.name) ? RequestSpecification.Header(header.name, mask) : header
    }
}
