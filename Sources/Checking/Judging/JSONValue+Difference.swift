internal import StackModel

extension JSONValue {
    /// Where two values begin to differ.
    struct Difference {
        /// A JSONPath below the value: `$[0].name`.
        var path: String
        var expected: String
        var actual: String
    }

    /// The first place, in this value's order, where another is not equivalent; `nil` where both are as wholes of different
    /// kinds.
    func firstDifference(from actual: JSONValue, path: String = "$") -> Difference? {
        switch (self, actual) {
        case (.array(let wanted), .array(let found)):
            for (index, element) in wanted.enumerated() {
                let place = "\(path)[\(index)]"
                guard index < found.count else {
                    return Difference(path: place, expected: element.summary, actual: "absent")
                }
                if let difference = element.difference(from: found[index], path: place) { return difference }
            }
            guard found.count > wanted.count else { return nil }
            return Difference(
                path: "\(path)[\(wanted.count)]", expected: "absent", actual: found[wanted.count].summary)
        case (.object(let wanted), .object(let found)):
            for member in wanted {
                let place = path + Self.step(member.name)
                guard let counterpart = found.last(where: { $0.name.utf8.elementsEqual(member.name.utf8) }) else {
                    return Difference(path: place, expected: member.value.summary, actual: "absent")
                }
                if let difference = member.value.difference(from: counterpart.value, path: place) { return difference }
            }
            let extra = found.first { member in !wanted.contains { $0.name.utf8.elementsEqual(member.name.utf8) } }
            return extra.map {
                Difference(path: path + Self.step($0.name), expected: "absent", actual: $0.value.summary)
            }
        default: return nil
        }
    }

    private func difference(from actual: JSONValue, path: String) -> Difference? {
        if isEquivalent(to: actual) { return nil }
        return firstDifference(from: actual, path: path)
            ?? Difference(path: path, expected: summary, actual: actual.summary)
    }

    /// A member's segment of a JSONPath (RFC 9535, 2.3.1 and 2.5.1).
    private static func step(_ name: String) -> String {
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
            } && !(0x30...0x39).contains(name.utf8.first ?? 0x30)
        return isPlain ? ".\(name)" : "[\(EscapedText.quoted(name, limit: 40))]"
    }
}
