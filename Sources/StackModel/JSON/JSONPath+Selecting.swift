extension JSONPath {
    /// Every value that the query selects, in the document's order (RFC 9535, 2.1.2): the nodelist.
    package func select(from document: JSONValue) -> [JSONValue] {
        var selected = [document]
        for segment in segments {
            selected = selected.flatMap { Self.step(segment, from: $0) }
            if selected.isEmpty { break }
        }
        return selected
    }

    /// The one value that a singular query selects, or `nil` where there is none.
    package func selectFirst(from document: JSONValue) -> JSONValue? { select(from: document).first }

    private static func step(_ segment: Segment, from value: JSONValue) -> [JSONValue] {
        switch (segment, value) {
        case (.name(let name), .object(let members)):
            // Of a name that is given twice the last one counts, as in JavaScript and Python. Compared by scalars:
            // Swift's == takes canonically equivalent texts for equal (RFC 9535, 2.3.1.2).
            members.last { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }.map { [$0.value] } ?? []
        case (.index(let index), .array(let elements)):
            elements.indices.contains(index < 0 ? elements.count + index : index)
                ? [elements[index < 0 ? elements.count + index : index]] : []
        case (.wildcard, .array(let elements)): elements
        case (.wildcard, .object(let members)): members.map(\.value)
        default: []
        }
    }
}
