import Glibc

/// Which Host names a server answers to.
///
/// A page elsewhere can point its own name at this machine (DNS rebinding); the browser then sends that name, and gets
/// nothing.
struct HostPolicy: Sendable {
    enum Verdict: Equatable {
        case own
        case foreign
        /// Not a host and port at all (RFC 9110, 7.2).
        case malformed
    }

    private let names: Set<String>
    /// What follows the `*`, dot included.
    private let wildcards: [String]

    /// - Parameter names: Names and addresses beyond the loopback ones, in any case.
    init(names: [String]) {
        let lowered = names.map { Self.normalised($0[...]) }
        self.names = Set(lowered.filter { !$0.hasPrefix("*.") })
        self.wildcards = lowered.filter { $0.hasPrefix("*.") }.map { String($0.dropFirst()) }
    }

    /// Judges the value of a Host field, or the authority of an absolute target.
    func verdict(on authority: String) -> Verdict {
        guard let host = Self.host(of: authority) else { return .malformed }
        let name = Self.normalised(host)
        if name == "localhost" || name.hasSuffix(".localhost") || names.contains(name) || Self.isLoopback(name) {
            return .own
        }
        let isCovered = wildcards.contains { suffix in
            name.hasSuffix(suffix) && name.utf8.count > suffix.utf8.count
                && !name.dropLast(suffix.count).contains(".")
        }
        return isCovered ? .own : .foreign
    }

    /// The host without port and brackets; `nil` when it is none.
    private static func host(of authority: String) -> Substring? {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
            guard isAddress(String(host), AF_INET6) else { return nil }
        } else {
            let end = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<end]
            rest = authority[end...]
            guard !host.isEmpty, host.utf8.allSatisfy(isNameByte) else { return nil }
        }
        if rest.isEmpty { return host }
        let port = rest.dropFirst()
        guard rest.hasPrefix(":"), port.utf8.count <= 5, port.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return host
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    /// In lower case, without the dot of the root.
    private static func normalised(_ name: Substring) -> String {
        let lowered = name.lowercased()
        return lowered.utf8.count > 1 && lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
    }

    private static func isAddress(_ text: String, _ family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, text, &address) == 1
    }

    private static func isLoopback(_ name: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, name, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, name, &six) == 1 else { return false }
        return withUnsafeBytes(of: &six) { bytes in
            // ::1, or ::ffff:127.0.0.0/104.
            let isOne = bytes[15] == 1 && bytes[..<15].allSatisfy { $0 == 0 }
            let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return isOne || (isMapped && bytes[12] == 127)
        }
    }
}
