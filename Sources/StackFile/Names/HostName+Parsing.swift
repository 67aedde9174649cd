internal import StackModel

extension HostName {
    /// Reads a DNS name (RFC 1123, 2.1; its ASCII form where that is plain, RFC 5890), an IP address, or a wildcard (RFC 9525, 6.3).
    init(parsing text: String) throws(HostNameError) {
        if let address = IPAddress(text) {
            self = .address(address)
            return
        }
        if text.utf8.contains(UInt8(ascii: "*")) {
            self = .wildcard(try Self.wildcardParent(text))
            return
        }
        self = .name(try Self.checkedName(text))
    }

    private static func wildcardParent(_ text: String) throws(HostNameError) -> String {
        guard text.hasPrefix("*."), !text.dropFirst().contains("*") else {
            throw HostNameError(
                code: .badWildcard, message: "a wildcard must be the whole leftmost label, and only that",
                remedy: "Write *.NAME, such as *.app.test.")
        }
        let parent = try checkedName(String(text.dropFirst(2)))
        guard parent.utf8.contains(UInt8(ascii: ".")) else {
            throw HostNameError(
                code: .badWildcard,
                message: "\(text.excerpt) has only one label below the wildcard, and clients refuse it",
                remedy: "Write *.app.\(parent), or list the names.")
        }
        return parent
    }

    private static func checkedName(_ text: String) throws(HostNameError) -> String {
        if isUsual(text) { return text }
        func fail(_ message: String, _ remedy: String? = nil) -> HostNameError {
            HostNameError(code: .badHostName, message: message, remedy: remedy)
        }
        guard !text.isEmpty else {
            throw fail("a host name is empty", "Write a name such as app.test, or remove the entry.")
        }
        if text.utf8.contains(UInt8(ascii: "/")) {
            throw fail("\(text.excerpt) is not a host name", "Write the name alone, without scheme, port and path.")
        }
        if text.hasPrefix("["), text.hasSuffix("]") {
            throw fail("an IPv6 address has no brackets here", "Write \"\(text.dropFirst().dropLast())\" in quotes.")
        }
        if text.utf8.contains(UInt8(ascii: ":")) {
            let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
            throw colons > 1
                ? fail(
                    "\(text.excerpt) is not an IPv6 address",
                    "Write eight groups of hexadecimal digits, or :: for a run of zeros.")
                : fail("\(text.excerpt) has a port", "Write the name alone, without its port.")
        }
        guard let ascii = InternationalName.ascii(text) else {
            throw fail(
                "\(text.excerpt) is not how DNS has it",
                "Use small letters without separate accents, or write its labels as DNS has them, with xn--.")
        }
        let name = ascii.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        if labels.allSatisfy({ $0.utf8.allSatisfy(CoreSchema.isDigit) }), labels.count > 1 {
            throw fail("\(text.excerpt) is not an IPv4 address", "Write four numbers from 0 to 255.")
        }
        guard name.utf8.count <= 253 else {
            throw fail("a host name has at most 253 characters", "Choose a shorter one.")
        }
        for label in labels {
            guard !label.isEmpty else { throw fail("\(text.excerpt) has an empty label", "Remove the extra dot.") }
            guard label.utf8.count <= 63 else {
                throw fail(
                    "a label of a host name has at most 63 characters", "Choose a shorter one, or divide it by a dot.")
            }
            guard label.utf8.allSatisfy(isLabelPart), label.first != "-", label.last != "-" else {
                throw fail(
                    "\(text.excerpt) is not a host name",
                    "Use letters, digits and, within a label, hyphens.")
            }
        }
        return name
    }

    /// Whether nothing of it has to be looked at closer: small letters, and digits and hyphens inside of labels.
    private static func isUsual(_ text: String) -> Bool {
        var last = UInt8(ascii: ".")
        var length = 0
        for byte in text.utf8 {
            length = byte == UInt8(ascii: ".") ? 0 : length + 1
            let isAtEdge = last == UInt8(ascii: ".") || byte == UInt8(ascii: ".")
            guard (0x61...0x7A).contains(byte) || !isAtEdge && isLabelPart(byte) || byte == UInt8(ascii: "."),
                byte != last || byte != UInt8(ascii: "."), last != UInt8(ascii: "-") || !isAtEdge, length <= 63
            else { return false }
            last = byte
        }
        return last != UInt8(ascii: ".") && last != UInt8(ascii: "-") && text.utf8.count <= 253
    }

    private static func isLabelPart(_ byte: UInt8) -> Bool {
        CoreSchema.isDigit(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
    }
}
