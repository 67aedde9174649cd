internal import StackModel

extension JSONValue {
    /// Whether both say the same: members in any order, numbers by value, texts by their exact characters.
    func isEquivalent(to other: JSONValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let one), .bool(let two)): one == two
        case (.number(let one), .number(let two)): one == two
        // Swift's == takes canonically equivalent texts for equal.
        case (.string(let one), .string(let two)): one.utf8.elementsEqual(two.utf8)
        case (.array(let one), .array(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let one), .object(let two)): Self.areEquivalent(one, two)
        default: false
        }
    }

    private static func areEquivalent(_ one: [Member], _ two: [Member]) -> Bool {
        let mine = lastByName(one)
        let others = lastByName(two)
        return mine.count == others.count
            && mine.allSatisfy { name, value in others[name].map { value.isEquivalent(to: $0) } ?? false }
    }

    /// Of a name that is given twice the last one counts, as in a query.
    private static func lastByName(_ members: [Member]) -> [[UInt8]: JSONValue] {
        Dictionary(members.map { (Array($0.name.utf8), $0.value) }) { _, last in last }
    }
}
