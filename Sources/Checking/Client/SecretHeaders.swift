internal import StackModel

/// The fields whose values never go into a report (RFC 9110, section 11; RFC 6265).
enum SecretHeaders {
    static let mask = SecretMask.replacement

    private static let names: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "set-cookie",
    ]

    static func contains(_ name: String) -> Bool { names.contains(name.lowercased()) }

    /// What these fields of a request say: the whole value, and the part of it that is the secret.
    static func secrets(of request: RequestSpecification) -> SecretMask {
        let fields = request.headers.filter { contains($0.name) }
        if fields.isEmpty { return SecretMask() }
        return SecretMask(
            fields.flatMap { field in
                // Credentials after their scheme (RFC 9110, 11.4), cookies after their names (RFC 6265, 4.2.1).
                let parts = field.value.split { $0 == " " || $0 == ";" || $0 == "," }.map { part in
                    field.name.lowercased().hasSuffix("authorization") ? part : part.drop { $0 != "=" }.dropFirst()
                }
                let isScheme = field.name.lowercased().hasSuffix("authorization") && parts.count > 1
                return [field.value] + parts.dropFirst(isScheme ? 1 : 0).map(String.init)
            })
    }

    static func masked(_ header: RequestSpecification.Header) -> RequestSpecification.Header {
        contains(header.name) ? RequestSpecification.Header(header.name, mask) : header
    }
}
