internal import StackModel

extension RequestURL {
    /// Reads an absolute `http` or `https` URL (RFC 3986); what is beyond ASCII in its path and query is percent-encoded.
    init(parsing text: String) throws(RequestURLError) {
        let scalars = Array(text.unicodeScalars)
        func fail(_ message: String, at offset: Int = 0, _ remedy: String? = nil) -> RequestURLError {
            RequestURLError(message: message, remedy: remedy, offset: offset)
        }
        if let offset = scalars.firstIndex(where: { $0 == " " || $0.isControl }) {
            throw fail("a URL holds no blanks", at: offset, "Write %20, or give the parameter by `query`.")
        }
        if let offset = scalars.firstIndex(of: "\\") {
            throw fail("a URL holds no backslashes", at: offset, "Write / or %5C.")
        }
        if let offset = scalars.firstIndex(of: "#") {
            throw fail("a fragment is never sent", at: offset, "Remove it; for a literal # write %23.")
        }
        let lower = text.lowercased()
        let isSecure = lower.hasPrefix("https://")
        guard isSecure || lower.hasPrefix("http://") else {
            // `https:/localhost`, `http:localhost`: the scheme is there, and the slashes are not.
            if let match = text.prefixMatch(of: #/(https?):\/?(?=[A-Za-z\[])/#.ignoresCase()) {
                throw fail(
                    "a URL begins with http:// or https://", at: 0,
                    "Write \(match.1.lowercased())://\(text[match.range.upperBound...]).")
            }
            throw fail(
                "a URL begins with http:// or https://", at: 0,
                text.contains("://")
                    ? "Write http:// or https://; what speaks another protocol can be checked by a `command`."
                    : "Write http://\(text.hasPrefix("/") ? "localhost:PORT" : "")\(text).")
        }
        let start = isSecure ? 8 : 7
        let end = scalars[start...].firstIndex { $0 == "/" || $0 == "?" } ?? scalars.count
        let (host, port) = try Self.authority(Array(scalars[start..<end]), offset: start)
        let target = try Self.target(scalars[end...])
        self.init(isSecure: isSecure, host: host, port: port ?? (isSecure ? 443 : 80), target: target)
    }

    private static func authority(
        _ scalars: [Unicode.Scalar], offset: Int
    ) throws(RequestURLError) -> (String, UInt16?) {
        func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
            String(String.UnicodeScalarView(part))
        }
        if scalars.contains("@") {
            throw RequestURLError(
                message: "a URL here has no user and password", remedy: "Give an authorization header.",
                offset: offset)
        }
        var host = scalars[...]
        var port: ArraySlice<Unicode.Scalar>?
        var isBracketed = false
        if scalars.first == "[" {
            guard let close = scalars.firstIndex(of: "]") else {
                throw RequestURLError(
                    message: "this [ is not closed", remedy: "Close it with ], as in http://[::1]:8000/.",
                    offset: offset)
            }
            isBracketed = true
            host = scalars[1..<close]
            let rest = scalars[(close + 1)...]
            guard rest.isEmpty || rest.first == ":" else {
                throw RequestURLError(
                    message: "a port was expected here", remedy: "Write it like http://[::1]:8000/.",
                    offset: offset + close + 1)
            }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = scalars.firstIndex(of: ":") {
            host = scalars[..<colon]
            port = scalars[(colon + 1)...]
            if port?.contains(":") == true {
                throw RequestURLError(
                    message: "an IPv6 address stands in brackets in a URL",
                    remedy: "Write it like http://[::1]:8000/.", offset: offset)
            }
        }
        let name = text(host)
        guard !name.isEmpty else {
            throw RequestURLError(
                message: "this URL has no host", remedy: "Write it behind the //, as in http://localhost:8000/.",
                offset: offset)
        }
        let number = try port.map { digits throws(RequestURLError) in
            guard let number = UInt16(text(digits)), number > 0, digits.allSatisfy({ ("0"..."9").contains($0) }) else {
                throw RequestURLError(
                    message: "a port is a number from 1 to 65535",
                    remedy: "Write the service's own, or leave the colon out for the scheme's.",
                    offset: offset + min(digits.startIndex, scalars.count - 1))
            }
            return number
        }
        do throws(HostNameError) {
            let parsed = try HostName(parsing: name)
            if case .wildcard = parsed {
                throw HostNameError(
                    code: .badURL, message: "a URL has no wildcard", remedy: "Write a name that it covers.")
            }
            if case .address(let address) = parsed, address.isV6 != isBracketed {
                throw HostNameError(
                    code: .badURL, message: "only an IPv6 address stands in brackets",
                    remedy: "Write \(parsed) without them.")
            }
            if case .name = parsed, isBracketed {
                throw HostNameError(
                    code: .badURL, message: "only an IPv6 address stands in brackets",
                    remedy: "Write \(parsed) without them.")
            }
            return (parsed.description, number)
        } catch {
            throw RequestURLError(message: error.message, remedy: error.remedy, offset: offset)
        }
    }

    private static func target(_ scalars: ArraySlice<Unicode.Scalar>) throws(RequestURLError) -> String {
        var target = scalars.first == "/" ? "" : "/"
        for (offset, scalar) in zip(scalars.indices, scalars) {
            if scalar == "%" {
                let digits = scalars[(offset + 1)...].prefix(2)
                guard digits.count == 2, digits.allSatisfy({ $0.isASCII && $0.properties.isHexDigit }) else {
                    throw RequestURLError(
                        message: "% begins an escape of two hexadecimal digits", remedy: "For a literal % write %25.",
                        offset: offset)
                }
            }
            if scalar.isASCII {
                target.unicodeScalars.append(scalar)
            } else {
                target += PercentEncoding.encode(String(scalar))
            }
        }
        return target
    }
}
