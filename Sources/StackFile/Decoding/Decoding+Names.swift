internal import Diagnostics
internal import StackModel

extension Decoding {
    /// A name for people: anything in one line.
    mutating func name(_ node: Node, of thing: String) -> String? {
        guard let text = text(node) else { return nil }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            report(
                .badName, "the name of \(thing) holds a control character", at: node.location,
                remedy: "Write it in one line.")
            return nil
        }
        return text
    }

    /// Whether a key is a name that can be a file's and a log prefix: `[a-zA-Z0-9][a-zA-Z0-9_.-]*`.
    mutating func isName(_ key: Node.Key, of thing: String, allowsCapitals: Bool) -> Bool {
        let isGood = key.text.utf8.enumerated().allSatisfy { position, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): allowsCapitals
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): position > 0
            default: false
            }
        }
        let letters = allowsCapitals ? "letters" : "small letters"
        guard isGood, !key.text.isEmpty else {
            report(
                .badName, "\(key.text.excerpt) cannot be the name of \(thing)", at: key.location,
                remedy: Self.slip(in: key.text) ?? "Use \(letters), digits, and after the first also `_`, `.` and `-`.")
            return false
        }
        guard key.text.utf8.count <= 100 else {
            report(
                .badName, "the name of \(thing) has more than 100 characters", at: key.location,
                remedy: "Choose a shorter one.")
            return false
        }
        return true
    }

    mutating func hostName(_ node: Node) -> Located<HostName>? {
        guard let text = text(node, allowsEmpty: true) else { return nil }
        do {
            return Located(try HostName(parsing: text), at: node.location)
        } catch {
            report(error.code, error.message, at: node.location, remedy: error.remedy)
            return nil
        }
    }

    mutating func certificateName(_ node: Node) -> Located<CertificateName>? {
        guard let text = text(node, allowsEmpty: true) else { return nil }
        do {
            return Located(try CertificateName(parsing: text), at: node.location)
        } catch {
            report(error.code, error.message, at: node.location, remedy: error.remedy)
            return nil
        }
    }

    /// A list of host names, each of them once.
    mutating func uniqueHostNames(_ node: Node) -> (names: [Located<HostName>], isWhole: Bool) {
        uniqueNames(node) { $1.hostName($0) }
    }

    /// A list of names, each of them once.
    mutating func uniqueNames<Name: Hashable & CustomStringConvertible>(
        _ node: Node, _ read: (Node, inout Decoding) -> Located<Name>?
    ) -> (names: [Located<Name>], isWhole: Bool) {
        guard case .sequence(let nodes) = node.content else {
            wrongType(node)
            return ([], false)
        }
        var seen: [Name: SourceLocation] = [:]
        var names: [Located<Name>] = []
        var isWhole = true
        for element in nodes {
            guard let name = read(element, &self) else {
                isWhole = false
                continue
            }
            if let first = seen.updateValue(name.location, forKey: name.value) {
                reportRepeated(name.value.description, at: name.location, first: first)
            } else {
                names.append(name)
            }
        }
        return (names, isWhole)
    }

    mutating func reportRepeated(_ text: String, at location: SourceLocation, first: SourceLocation) {
        report(
            .repeatedEntry, "\(text.excerpt) is in this list twice", at: location, remedy: "Remove one of the two.",
            notes: [Diagnostic.Note("the first is here", at: first)])
    }

    /// `permit`: names and addresses without wildcards.
    mutating func permittedNames(_ node: Node) -> [Located<HostName>] {
        uniqueHostNames(node).names.filter { name in
            guard let complaint = name.value.complaintAsPermit else { return true }
            report(complaint.code, complaint.message, at: name.location, remedy: complaint.remedy)
            return complaint.code == .widePermit
        }
    }

    mutating func hostNames(_ node: Node) -> [Located<String>] {
        uniqueHostNames(node).names.filter { name in
            guard case .wildcard = name.value else { return true }
            report(.badWildcard, "`hosts` takes no wildcards", at: name.location, remedy: "Write each name.")
            return false
        }.map { Located($0.value.description, at: $0.location) }
    }

    /// Where a service listens: `localhost` or an address.
    mutating func listenHost(_ node: Node) -> Located<HostName>? {
        guard let text = text(node) else { return nil }
        if text == "localhost" { return Located(.name(text), at: node.location) }
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if let address = IPAddress(bare) { return Located(.address(address), at: node.location) }
        report(
            .badHostName, "a service listens on localhost or on an IP address, not on \(text.excerpt)",
            at: node.location,
            remedy: text == "*"
                ? "Write 0.0.0.0 for all IPv4 addresses, or \"::\" for all."
                : "Write localhost, or the address of the interface; `hosts` takes further names.")
        return nil
    }
}
